using System.Text.Json;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Reports;

namespace MinMo.LoadTest.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void Json_is_one_line_with_measures_by_name()
    {
        string json = ReportJson.Write(SampleReport.Make(refusals: [SampleReport.Refusal()]));

        Assert.DoesNotContain('\n', json);
        using var document = JsonDocument.Parse(json);
        var measures = document.RootElement.GetProperty("measures");
        Assert.Equal(1, measures.GetProperty("first_audio_p95").GetDouble(), 6);
        Assert.Equal(0.2, measures.GetProperty("barge_in_max").GetDouble(), 6);
        Assert.Equal(JsonValueKind.Null, measures.GetProperty("miss").ValueKind);
        Assert.Equal(7, document.RootElement.GetProperty("heading").GetProperty("seed").GetInt32());
        Assert.Equal(2, document.RootElement.GetProperty("most_calls").GetInt32());
        Assert.Equal(0.5, document.RootElement.GetProperty("tenants").GetProperty("two").GetProperty("refused").GetDouble());
        Assert.Equal("server_full", document.RootElement.GetProperty("refusals")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void A_search_tells_calls_limiting_step_and_measures()
    {
        var report = SampleReport.Make();
        var level = ServiceLevel.Parse("first_audio_p95<=1s,miss<=1%");
        CapacityProbe[] probes = [new(1, [], report), new(2, level.ViolationsOf(report.All), report)];
        var finding = new CapacityFinding<CapacityProbe>(probes[0], probes[1], probes);

        using var document = JsonDocument.Parse(ReportJson.Write(finding, level, new LimitingStep("Think", "why")));

        Assert.Equal(1, document.RootElement.GetProperty("calls").GetInt32());
        Assert.Equal("Think", document.RootElement.GetProperty("limiting_step").GetString());
        Assert.Equal(1, document.RootElement.GetProperty("measures").GetProperty("first_audio_p95").GetDouble(), 6);
        Assert.Equal("miss<=1%", document.RootElement.GetProperty("probes")[1].GetProperty("violations")[0].GetProperty("clause").GetString());
    }

    [Fact]
    public void Csv_has_a_line_for_each_observation()
    {
        string[] lines = ReportCsv.Write(SampleReport.Make(refusals: [SampleReport.Refusal()])).Split('\n');

        Assert.Equal("call,tenant,dialogue,measure,at,value", lines[0]);
        Assert.Contains("1,one,by hand,first_audio,2,0.6", lines);
        Assert.Contains("1,one,by hand,barge_in,5,0.2", lines);
        Assert.Contains("1,two,by hand,first_audio,5,1", lines);
        Assert.Contains(",two,,refused server_full,4,0.008", lines);
    }

    [Fact]
    public void The_page_has_three_pictures_and_needs_no_other_file()
    {
        string page = ReportPage.Write(SampleReport.Make());

        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Contains("a &lt;machine&gt;", page, StringComparison.Ordinal);
        Assert.Contains("end of speech to first audio", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_search_has_a_row_for_each_trial_and_a_picture_for_each_promise()
    {
        var report = SampleReport.Make();
        var level = ServiceLevel.Parse("first_audio_p95<=1s,underruns<=0,barge_in_p95<=1ms");
        CapacityProbe[] probes = [new(3, [], report), new(12, level.ViolationsOf(report.All), report), new(6, level.ViolationsOf(report.All), report)];
        var finding = new CapacityFinding<CapacityProbe>(probes[0], probes[2], probes);

        string page = CapacityPage.Write(finding, level, new LimitingStep("Think", "takes <most>"));

        Assert.Equal(6, page.Split("<svg").Length - 1);
        Assert.Contains("<p>3 calls keep first_audio_p95&lt;=1000ms,underruns&lt;=0,barge_in_p95&lt;=1ms</p>", page, StringComparison.Ordinal);
        Assert.Contains("takes &lt;most&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>3</td><td>yes</td><td>1,000 ms</td>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>12</td><td>no</td><td>1,000 ms</td>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>6</td><td>no</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17, "not the bottleneck")]
    [InlineData(18, "TOO SLOW")]
    public void Notes_say_whether_the_tester_kept_up(long latePackets, string verdict)
        => Assert.Contains(
            ReportNotes.Of(SampleReport.Make(latePackets)),
            note => note.StartsWith("tester: 5.0 % of 2 cores", StringComparison.Ordinal) && note.Contains(verdict, StringComparison.Ordinal));

    [Fact]
    public void Notes_count_refusals_by_tenant_and_reason()
        => Assert.Contains(
            "refused: 2 x server_full, tenant two, answered within 8 ms",
            ReportNotes.Of(SampleReport.Make(refusals: [SampleReport.Refusal(), SampleReport.Refusal()])));
}
