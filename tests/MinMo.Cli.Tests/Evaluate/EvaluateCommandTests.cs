using MinMo.Testing.Files;

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
}
