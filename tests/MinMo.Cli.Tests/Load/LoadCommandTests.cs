using System.Text.Json;
using MinMo.Audio.Files;

namespace MinMo.Cli.Tests.Load;

public sealed class LoadCommandTests : IDisposable
{
    private readonly CommandLineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("--calls is a number from 1 to 10000", "load", "--calls", "0")]
    [InlineData("--seconds is a number from 1 to 86400", "load", "--seconds", "0")]
    [InlineData("--tenants is a number from 1 to 1000", "load", "--tenants", "0")]
    [InlineData("--warm-up is a number from 0 to 600", "load", "--warm-up", "-1")]
    [InlineData("'here' is no address", "load", "--url", "here")]
    [InlineData("there is no folder nowhere", "load", "--speech", "nowhere")]
    [InlineData("there is no dialogue 'chess'; there are questions, hesitation", "load", "--only", "chess")]
    [InlineData("there is no measure 'speed'; known are setup_p50", "capacity", "--slo", "speed<=1s")]
    [InlineData("--first is a number from 1 to 8", "capacity", "--first", "9", "--most", "8")]
    public async Task A_mistake_is_told_before_anything_is_started(string complaint, params string[] arguments)
    {
        Assert.Equal(2, await _run.RunAsync(arguments));

        Assert.Contains(complaint, _run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("starting", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_the_dialogues_is_told_with_its_place()
    {
        string file = Path.Combine(_run.Home, "dialogues.json");
        await File.WriteAllTextAsync(file, """{"dialogues": [{"name": "a", "moves": [{"sing": "la"}]}]}""", TestContext.Current.CancellationToken);

        Assert.Equal(2, await _run.RunAsync("load", "--dialogues", file));

        Assert.Contains("dialogues[0].moves[0] must have one of say", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_answers_it_fails_and_reports_the_refusal()
    {
        string speech = Path.Combine(_run.Home, "turn.wav");
        using (var writer = WavWriter.Create(speech, 16_000))
        {
            writer.Write(new float[1_600]);
        }

        string html = Path.Combine(_run.Home, "load.html");
        Assert.Equal(1, await _run.RunAsync(
            "load", "--url", "http://127.0.0.1:1", "--speech", _run.Home, "--calls", "1", "--seconds", "1", "--json", "--html", html));

        using var report = JsonDocument.Parse(_run.Lines[^1]);
        Assert.Equal(0, report.RootElement.GetProperty("measures").GetProperty("calls").GetInt32());
        Assert.Equal("unreachable", report.RootElement.GetProperty("refusals")[0].GetProperty("reason").GetString());
        Assert.StartsWith(
            "minmo load --url http://127.0.0.1:1 --speech",
            report.RootElement.GetProperty("heading").GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Contains("<svg", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
