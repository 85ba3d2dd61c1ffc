using System.Text.Json;
using MinMo.Testing.Goldens;

namespace MinMo.Cli.Tests.Parity;

public sealed class ParityCommandTests : IDisposable
{
    private readonly CommandLineRun _run = new();
    private readonly DirectoryInfo _goldens = Directory.CreateTempSubdirectory("minmo-goldens-");

    public void Dispose()
    {
        _run.Dispose();
        _goldens.Delete(recursive: true);
    }

    [Fact]
    public async Task Goldens_of_a_family_are_a_table_and_a_verdict()
    {
        Assert.Equal(0, await _run.RunAsync("parity", GoldenFolders.Root, "--family", "safetensors"));

        Assert.Contains("safetensors.load", _run.Output, StringComparison.Ordinal);
        Assert.Equal("2 ok, 0 failed, 0 skipped", _run.Lines[^1]);
    }

    [Fact]
    public async Task Json_is_one_object_a_line_with_the_error_and_what_was_allowed()
    {
        Assert.Equal(0, await _run.RunAsync("parity", GoldenFolders.Root, "--json", "--family", "safetensors", "smartturn"));

        var rows = _run.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(rows, static row => row.GetProperty("kind").GetString() == "safetensors.load");
        var features = rows.First(static row => row.GetProperty("kind").GetString() == "smartturn.features");
        Assert.True(features.GetProperty("ok").GetBoolean());
        Assert.InRange(features.GetProperty("error").GetDouble(), 1e-12, features.GetProperty("tolerance").GetDouble());
        Assert.Equal(JsonValueKind.String, features.GetProperty("name").ValueKind);
        Assert.Equal(JsonValueKind.String, features.GetProperty("detail").ValueKind);
    }

    [Fact]
    public async Task Unknown_kind_is_a_failure()
    {
        Write("one", """{"kind":"elsewhere.new","checkpoint":null,"parameters":{},"tolerances":{}}""");

        Assert.Equal(1, await _run.RunAsync("parity", _goldens.FullName, "--json"));

        using var row = JsonDocument.Parse(_run.Output);
        Assert.False(row.RootElement.GetProperty("ok").GetBoolean());
        Assert.Contains("elsewhere.new", row.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Golden_on_weights_that_are_not_there_is_skipped_and_fails_nothing()
    {
        Write("one", """{"kind":"silero.sequence","checkpoint":"../../../weights/silero-vad","parameters":{},"tolerances":{}}""");

        Assert.Equal(0, await _run.RunAsync("parity", _goldens.FullName));

        Assert.Equal("0 ok, 0 failed, 1 skipped", _run.Lines[^1]);
    }

    [Fact]
    public async Task Weights_of_the_surroundings_are_used()
    {
        var weights = InstalledWeights.Root;
        Assert.SkipWhen(weights is null || InstalledWeights.Find("silero-vad") is null, "the weights 'silero-vad' are not installed");
        using var run = new CommandLineRun { Weights = weights };

        Assert.Equal(0, await run.RunAsync("parity", GoldenFolders.Root, "--family", "silero"));

        Assert.DoesNotContain("skipped", string.Join('\n', run.Lines[..^1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData(".")]
    public async Task Folder_without_goldens_is_wrong_usage(string folder)
    {
        Assert.Equal(2, await _run.RunAsync("parity", Path.Combine(_goldens.FullName, folder)));

        Assert.NotEmpty(_run.Error);
    }

    [Fact]
    public async Task Family_without_goldens_is_wrong_usage()
    {
        Assert.Equal(2, await _run.RunAsync("parity", GoldenFolders.Root, "--family", "nobody"));

        Assert.Contains("nobody", _run.Error, StringComparison.Ordinal);
    }

    private void Write(string name, string golden)
    {
        var folder = _goldens.CreateSubdirectory("family").CreateSubdirectory(name);
        File.WriteAllText(Path.Combine(folder.FullName, "golden.json"), golden);
    }
}
