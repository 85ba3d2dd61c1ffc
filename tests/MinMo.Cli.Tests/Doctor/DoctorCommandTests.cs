using System.Text.Json;
using MinMo.Models.Bundles;
using MinMo.Testing.Goldens;

namespace MinMo.Cli.Tests.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly CommandLineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Without_a_bundle_it_says_how_to_get_one()
    {
        Assert.Equal(1, await _run.RunAsync("doctor"));

        Assert.Contains("./minmo models pull lite-en", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Native_libraries_load()
    {
        await _run.RunAsync("doctor", "--json", "--no-self-test");

        var states = _run.Lines.Select(static line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(static row => row.GetProperty("name").GetString()!, static row => row.GetProperty("state").GetString());
        Assert.Equal("ok", states["libtorch"]);
        Assert.Equal("ok", states["ONNX Runtime"]);
    }

    [Fact]
    public async Task Engine_understands_its_own_voice()
    {
        Assert.SkipWhen(
            LiteEnglish.Folders.Any(static part => InstalledWeights.Find(part.Folder) is null), "the weights of lite-en are not installed");
        Assert.Equal(0, await _run.RunAsync("models", "import", "lite-en", "--from", InstalledWeights.Root!, "--link"));

        await _run.RunAsync("doctor", "--json");

        Assert.SkipWhen(_run.Output.Contains("apt-get install espeak-ng", StringComparison.Ordinal), "espeak-ng is not installed");
        var test = JsonDocument.Parse(_run.Lines[^1]).RootElement;
        Assert.Equal("self-test", test.GetProperty("name").GetString());
        Assert.Equal("ok", test.GetProperty("state").GetString());
        Assert.NotEmpty(test.GetProperty("answered").GetString()!);
        Assert.True(test.GetProperty("first_audio_ms").GetDouble() > 0);
    }
}
