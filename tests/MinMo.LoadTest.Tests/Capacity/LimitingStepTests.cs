using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Tests.Reports;

namespace MinMo.LoadTest.Tests.Capacity;

public sealed class LimitingStepTests
{
    private const string Steps =
        """
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Think"} 100
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Append"} 50
        minmo_engine_queue_duration_seconds_count{minmo_step_kind="Render"} 80
        minmo_engine_batch_duration_seconds_sum{minmo_device="language",minmo_step_kind="Think"} 6
        minmo_engine_batch_duration_seconds_count{minmo_device="language",minmo_step_kind="Think"} 100
        minmo_engine_batch_duration_seconds_sum{minmo_device="language",minmo_step_kind="Append"} 4
        minmo_engine_batch_duration_seconds_count{minmo_device="language",minmo_step_kind="Append"} 50
        minmo_engine_batch_duration_seconds_sum{minmo_device="voice",minmo_step_kind="Render"} 8
        minmo_engine_batch_duration_seconds_count{minmo_device="voice",minmo_step_kind="Render"} 80
        minmo_engine_deadlines_total{minmo_step_kind="Render"} 80
        minmo_engine_deadline_misses_total{minmo_step_kind="Render"} 8
        """;

    [Fact]
    public void It_is_the_step_that_takes_most_of_the_busiest_device()
    {
        var limit = LimitingStep.Of(SampleReport.Make(engine: Steps));

        Assert.Equal("Think", limit.Name);
        Assert.Contains("60 %", limit.Why, StringComparison.Ordinal);
        Assert.Contains("most deadlines were missed by Render", limit.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_calls_point_at_admission()
        => Assert.Equal("admission", LimitingStep.Of(SampleReport.Make(refusals: [SampleReport.Refusal()], engine: Steps)).Name);

    [Fact]
    public void A_tester_that_was_too_slow_is_named_before_all()
        => Assert.Equal("load tester", LimitingStep.Of(SampleReport.Make(100, [SampleReport.Refusal()], Steps)).Name);

    [Fact]
    public void An_engine_that_tells_nothing_leaves_it_open()
        => Assert.Equal("unknown", LimitingStep.Of(SampleReport.Make()).Name);
}
