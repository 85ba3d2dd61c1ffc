namespace MinMo.Cli.Tests;

public sealed class MinMoCommandTests : IDisposable
{
    private readonly CommandLineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Version_is_data()
    {
        Assert.Equal(0, await _run.RunAsync("version"));

        Assert.StartsWith("minmo ", _run.Output, StringComparison.Ordinal);
        Assert.Empty(_run.Error);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("talk")]
    [InlineData("models")]
    [InlineData("parity")]
    [InlineData("doctor")]
    [InlineData("eval")]
    [InlineData("measure")]
    public async Task Help_has_examples(string command)
    {
        Assert.Equal(0, await _run.RunAsync(command, "--help"));

        Assert.Contains($"minmo {command}", _run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frob")]
    [InlineData("parity")]
    [InlineData("models", "import", "lite-en")]
    [InlineData("models", "list", "--colour")]
    [InlineData("serve", "--max-calls", "many")]
    public async Task Wrong_usage_is_one_complaint_and_code_2(params string[] arguments)
    {
        Assert.Equal(2, await _run.RunAsync(arguments));

        Assert.Empty(_run.Output);
        Assert.Contains("--help", _run.Error, StringComparison.Ordinal);
    }
}
