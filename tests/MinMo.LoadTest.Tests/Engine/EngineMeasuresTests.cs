using MinMo.LoadTest.Engine;

namespace MinMo.LoadTest.Tests.Engine;

public sealed class EngineMeasuresTests
{
    private const string First =
        """
        target_info{service_version="0.1.0+abc"} 1
        dotnet_process_memory_working_set_bytes 1000000
        dotnet_process_cpu_time_seconds_total{cpu_mode="user"} 10
        dotnet_process_cpu_time_seconds_total{cpu_mode="system"} 2
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="0.01"} 100
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="0.02"} 100
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="+Inf"} 100
        minmo_engine_queue_duration_seconds_sum{minmo_step_kind="Think"} 0.5
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Think"} 100
        """;

    private const string Last =
        """
        target_info{service_version="0.1.0+abc"} 1
        dotnet_process_memory_working_set_bytes 3000000
        dotnet_process_cpu_time_seconds_total{cpu_mode="user"} 70
        dotnet_process_cpu_time_seconds_total{cpu_mode="system"} 32
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="0.01"} 150
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="0.02"} 200
        minmo_engine_queue_duration_seconds_bucket{minmo_step_kind="Think",le="+Inf"} 200
        minmo_engine_queue_duration_seconds_sum{minmo_step_kind="Think"} 1.7
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Think"} 200
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Listen"} 300
        minmo_engine_batch_duration_seconds_bucket{minmo_device="language",minmo_step_kind="Think",le="+Inf"} 40
        minmo_engine_batch_duration_seconds_sum{minmo_device="language",minmo_step_kind="Think"} 2
        minmo_engine_batch_duration_seconds_count{minmo_device="language",minmo_step_kind="Think"} 40
        minmo_engine_batch_size_sum{minmo_device="language",minmo_step_kind="Think"} 100
        minmo_engine_batch_size_count{minmo_device="language",minmo_step_kind="Think"} 40
        minmo_engine_compute_duration_seconds_bucket{minmo_step_kind="Think",le="0.1"} 100
        minmo_engine_compute_duration_seconds_bucket{minmo_step_kind="Think",le="+Inf"} 100
        minmo_engine_compute_duration_seconds_sum{minmo_step_kind="Think"} 6
        minmo_engine_compute_duration_seconds_count{minmo_step_kind="Think"} 100
        minmo_engine_deadlines_total{minmo_step_kind="Think"} 80
        minmo_engine_deadlines_total{minmo_step_kind="Listen"} 320
        minmo_engine_deadline_misses_total{minmo_step_kind="Think"} 4
        minmo_engine_deadline_lateness_seconds_sum{minmo_step_kind="Think"} 0.2
        minmo_engine_deadline_lateness_seconds_count{minmo_step_kind="Think"} 4
        minmo_engine_step_failures_total{minmo_step_kind="Think",minmo_step_failure="SessionLost"} 1
        """;

    [Fact]
    public void Steps_are_what_came_between_the_first_and_the_last_look()
    {
        var measures = Of((0, First), (60, Last));

        var think = measures.Steps[0];
        Assert.Equal(("Think", "language", 100, 2.5, 4, 1), (think.Kind, think.Device, think.Steps, think.BatchFill, think.Misses, think.Failures));
        Assert.Equal(0.012, think.QueueMean, 9);
        Assert.Equal(0.019, think.QueueP95, 9);
        Assert.Equal(0.05, think.BatchMean, 9);
        Assert.Equal(2, think.DeviceSeconds);
        Assert.Equal(0.05, think.LatenessMean, 9);
        Assert.Equal((0.06, 0.095), (Math.Round(think.ComputeMean, 9), Math.Round(think.ComputeP95, 9)));
        Assert.Equal(0.05, think.MissShare);
        Assert.Equal("Listen", measures.Steps[1].Kind);
        Assert.Equal(4.0 / 400, measures.MissShare, 9);
    }

    [Fact]
    public void The_process_is_told_in_cores_and_bytes_a_minute()
    {
        var measures = Of((0, First), (30, Last.Replace("3000000", "2000000", StringComparison.Ordinal)), (60, Last));

        Assert.Equal(1.5, measures.Cores, 9);
        Assert.Equal(2_000_000, measures.MemoryBytesPerMinute, 3);
        Assert.Equal(3_000_000, measures.MemoryBytes);
        Assert.Equal("0.1.0+abc", measures.Build);
    }

    [Fact]
    public void A_percentile_behind_the_last_bucket_has_no_end()
    {
        var look = Last.Replace("""compute_duration_seconds_bucket{minmo_step_kind="Think",le="0.1"} 100""",
            """compute_duration_seconds_bucket{minmo_step_kind="Think",le="0.1"} 90""", StringComparison.Ordinal);

        Assert.Equal(double.PositiveInfinity, Of((0, First), (60, look)).Steps[0].ComputeP95);
    }

    [Fact]
    public void An_engine_that_tells_nothing_has_no_figures()
    {
        var measures = EngineMeasures.Of([]);

        Assert.Empty(measures.Steps);
        Assert.True(double.IsNaN(measures.MissShare) && double.IsNaN(measures.Cores) && double.IsNaN(measures.MemoryBytesPerMinute));
    }

    [Fact]
    public void Steps_that_never_had_a_late_one_miss_nothing()
        => Assert.Equal(0, Of((0, First), (60, Last.Replace("misses_total", "other", StringComparison.Ordinal))).MissShare);

    private static EngineMeasures Of(params (double At, string Text)[] looks)
        => EngineMeasures.Of([.. looks.Select(look => new EngineSnapshot(TimeSpan.FromSeconds(look.At), PrometheusText.Parse(look.Text)))]);
}
