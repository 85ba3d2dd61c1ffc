using System.Text.Json;
using MinMo.Cli.Evaluate.Report;

namespace MinMo.Cli.Tests.Evaluate;

public sealed class ReportTests
{
    private static readonly EvaluationReport Report = new("nano-en", 7, Quick: true, 90, [
        new EvaluationRow("hearing", "word errors", 0.052, EvaluationUnit.Share)
        {
            Target = EvaluationTarget.NoMoreThan(0.06),
            Count = 250,
            Detail = new Dictionary<string, double> { ["words"] = 0.1, ["spelled"] = double.NaN },
        },
        new EvaluationRow("speech", "reply speech", 0.8, EvaluationUnit.Number) { Target = EvaluationTarget.AtLeast(0.92) },
        EvaluationRow.Missing("people", "no folder"),
    ]);

    [Fact]
    public void Table_has_the_target_beside_each_value()
    {
        using var output = new StringWriter();

        ReportText.Write(Surroundings.ConsoleOn(output, redirected: true), Report);

        var text = output.ToString();
        Assert.Matches("word errors.*5.2 %.*<= 6.0 %.*250", text);
        Assert.Matches("reply speech.*0.80.*>= 0.92", text);
        Assert.Matches("people.*not measured.*no folder", text);
        Assert.Contains("1 of 2 targets reached", text, StringComparison.Ordinal);
        Assert.Contains("1.5 minutes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_object_in_one_line()
    {
        using var output = new StringWriter();

        ReportJson.Write(output, Report);

        var json = JsonDocument.Parse(Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        var row = json.GetProperty("rows")[0];
        Assert.Equal(0.052, row.GetProperty("value").GetDouble());
        Assert.Equal(0.06, row.GetProperty("at_most").GetDouble());
        Assert.True(row.GetProperty("met").GetBoolean());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("detail").GetProperty("spelled").ValueKind);
        Assert.False(json.GetProperty("rows")[1].GetProperty("met").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("rows")[2].GetProperty("value").ValueKind);
    }
}
