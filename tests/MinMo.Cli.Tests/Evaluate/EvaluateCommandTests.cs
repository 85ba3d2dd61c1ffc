using System.Text.Json;
using MinMo.Audio.Files;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Cli.Tests.Evaluate;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly CommandLineRun _run = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Unknown_measure_is_named_and_the_others_are_listed()
    {
        Assert.Equal(2, await _run.RunAsync("eval", "lite-en", "--only", "beauty"));

        Assert.Contains("'beauty'", _run.Error, StringComparison.Ordinal);
        Assert.Contains("hearing", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_without_a_data_set_is_refused()
    {
        Assert.Equal(2, await _run.RunAsync("eval", "lite-en", "--set", _folder.Path));

        Assert.Contains("LibriSpeech", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_for_which_a_set_has_nothing_is_refused()
    {
        _folder.Write("1-2.trans.txt", "1-2-0000 HELLO\n");
        _folder.Write("1-2-0000.flac", "sound");

        Assert.Equal(2, await _run.RunAsync("eval", "lite-en", "--set", _folder.Path, "--only", "duplex"));

        Assert.Contains("duplex", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_that_is_not_installed_is_named()
    {
        Assert.Equal(1, await _run.RunAsync("eval", "absent", "--only", "hearing"));

        Assert.Contains("absent", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_bundle_is_measured_on_a_set_through_the_whole_engine()
    {
        TinyMinmo.Write(Path.Combine(_run.Home, "bundles", "tiny-minmo"));
        _folder.Write("1-2.trans.txt", "1-2-0000 GOOD MORNING\n");
        using (var writer = WavWriter.Create(_folder.Of("1-2-0000.wav"), 16_000))
        {
            writer.Write([.. Enumerable.Range(0, 16_000).Select(static at => (short)(5000 * Math.Sin(at * at * 1e-5)))]);
        }

        Assert.Equal(0, await _run.RunAsync("eval", "tiny-minmo", "--set", _folder.Path, "--only", "hearing", "--json"));

        var report = JsonDocument.Parse(Assert.Single(_run.Lines)).RootElement;
        Assert.Equal("tiny-minmo", report.GetProperty("bundle").GetString());
        var errors = report.GetProperty("rows")[0];
        Assert.Equal("word errors", errors.GetProperty("name").GetString());
        Assert.Equal(2, errors.GetProperty("count").GetInt32());
        Assert.True(errors.GetProperty("value").GetDouble() >= 1); // random weights hear nothing
    }
}
