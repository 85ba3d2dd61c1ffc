using System.Text.Json;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Goldens;
using MinMo.Testing.Hub;
using MinMo.Testing.Weights;

namespace MinMo.Cli.Tests.Bundles;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly TinyWeights _weights = new();
    private readonly CommandLineRun _run = new();

    public ModelsCommandTests() => _weights.RestoreActivations();

    public void Dispose()
    {
        _run.Dispose();
        _weights.Dispose();
    }

    [Fact]
    public async Task Empty_home_lists_what_can_be_pulled()
    {
        Assert.Equal(0, await _run.RunAsync("models", "list"));

        Assert.Contains("lite-en", _run.Output, StringComparison.Ordinal);
        Assert.Contains("minmo models pull", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licences_and_sizes_are_told_before_anything_is_installed()
    {
        Assert.Equal(0, await _run.RunAsync("models", "info", "lite-en"));

        Assert.Contains("Apache-2.0", _run.Output, StringComparison.Ordinal);
        Assert.Contains("MB", _run.Output, StringComparison.Ordinal);
        Assert.Contains("not installed", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installed_bundle_is_listed_described_and_verified_as_json()
    {
        Install("tiny");

        Assert.Equal(0, await _run.RunAsync("models", "list", "--json"));
        Assert.Contains(_run.Lines.Select(Parse), static row => row.GetProperty("name").GetString() == "tiny" && row.GetProperty("installed").GetBoolean());
        Assert.Equal(0, await _run.RunAsync("models", "info", "tiny", "--json"));
        Assert.Equal(5, Parse(_run.Output).GetProperty("parts").GetArrayLength());
        Assert.Equal(0, await _run.RunAsync("models", "verify", "tiny", "--json"));
        Assert.All(_run.Lines, static line => Assert.True(Parse(line).GetProperty("ok").GetBoolean()));
        Assert.Equal(5, _run.Lines.Length);
    }

    [Fact]
    public async Task Damaged_bundle_fails_to_verify_and_names_the_file()
    {
        Install("tiny");
        File.AppendAllText(Path.Combine(_run.Home, "bundles", "tiny", "activity", "silero_vad.onnx"), "x");

        Assert.Equal(1, await _run.RunAsync("models", "verify", "tiny"));

        Assert.Contains("silero_vad.onnx", _run.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_of_a_folder_without_the_weights_names_what_is_missing()
    {
        Assert.Equal(1, await _run.RunAsync("models", "import", "lite-en", "--from", _weights.Folder));

        Assert.Contains("whisper-tiny", _run.Error, StringComparison.Ordinal);
        Assert.Single(_run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Import_of_the_real_weights_gives_a_bundle_that_verifies()
    {
        Assert.SkipWhen(
            LiteEnglish.Folders.Any(static part => InstalledWeights.Find(part.Folder) is null), "the weights of lite-en are not installed");

        Assert.Equal(0, await _run.RunAsync("models", "import", "lite-en", "--from", InstalledWeights.Root!, "--link"));
        Assert.Equal(0, await _run.RunAsync("models", "verify", "lite-en"));

        Assert.Equal(5, _run.Lines.Length);
    }

    [Fact]
    public async Task Unknown_bundle_is_code_2_and_names_those_that_are_there()
    {
        Install("tiny");

        Assert.Equal(2, await _run.RunAsync("models", "info", "absent"));

        Assert.Contains("tiny", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Composed_bundle_has_the_language_model_that_was_named_and_holds_its_base()
    {
        Install("tiny");
        var file = Path.Combine(_weights.Folder, "qwen2.5.gguf");
        TinyQwen.WriteGguf(file);

        Assert.Equal(0, await _run.RunAsync("models", "compose", "mine", "--llm", file, "--base", "tiny"));
        Assert.Equal(file, Assert.IsType<CascadeBundle>(new BundleStore(_run.Home).Resolve("mine")).LanguageModelPath);
        Assert.Equal(1, await _run.RunAsync("models", "remove", "tiny"));
        Assert.Contains("mine", _run.Error, StringComparison.Ordinal);

        Assert.Equal(0, await _run.RunAsync("models", "remove", "mine"));
        Assert.Equal(0, await _run.RunAsync("models", "remove", "tiny"));
        Assert.Empty(new BundleStore(_run.Home).Names());
    }

    [Fact]
    public async Task Composing_nothing_is_wrong_usage()
    {
        Install("tiny");

        Assert.Equal(2, await _run.RunAsync("models", "compose", "mine", "--base", "tiny"));
    }

    [Fact]
    public async Task Pull_without_a_network_says_in_one_line_what_to_do()
    {
        Uri nobody;
        await using (var hub = new FakeHub())
        {
            nobody = hub.Address;
        }

        using var offline = new CommandLineRun { Hub = new HubSettings { HuggingFace = nobody, FirstDelay = TimeSpan.Zero } };

        Assert.Equal(1, await offline.RunAsync("models", "pull", "lite-en"));

        var last = offline.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("cannot be reached", last, StringComparison.Ordinal);
        Assert.Contains("./minmo models import lite-en --from DIR", last, StringComparison.Ordinal);
        Assert.Contains("Apache-2.0", offline.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_of_a_bundle_that_nobody_publishes_is_wrong_usage()
        => Assert.Equal(2, await _run.RunAsync("models", "pull", "mine"));

    [Fact]
    public async Task Every_bundle_and_checkpoint_says_for_which_machine_it_is_meant()
    {
        Assert.Equal(0, await _run.RunAsync("models", "list", "--json"));

        var rows = _run.Lines.Select(Parse).ToList();
        Assert.All(rows, static row => Assert.False(string.IsNullOrEmpty(row.GetProperty("machine").GetString())));
        var names = rows.Select(static row => row.GetProperty("name").GetString()).ToList();
        Assert.Contains("qwen-en", names);
        Assert.Contains("sensevoice-small", names);
        Assert.Contains("cosyvoice2-0.5b", names);
        Assert.Contains("qwen2.5-7b-instruct", names);
    }

    [Fact]
    public async Task Checkpoint_goes_from_the_hub_into_a_bundle_and_out_again()
    {
        await using var hub = new FakeHub();
        Publish(hub, "FunAudioLLM/SenseVoiceSmall", GoldenFolders.Of("sensevoice", "checkpoints", "tiny"));
        using var run = new CommandLineRun { Hub = new HubSettings { HuggingFace = hub.Address } };
        new BundleImport(new BundleStore(run.Home)).ImportWeights("tiny", "tiny parts", _weights.Known(), _weights.Folder);

        Assert.Equal(0, await run.RunAsync("models", "pull", "sensevoice-small"));
        Assert.Equal(0, await run.RunAsync("models", "verify", "sensevoice-small"));
        Assert.Equal(0, await run.RunAsync("models", "info", "sensevoice-small"));
        Assert.Contains("models compose NAME --ears sensevoice-small", run.Output, StringComparison.Ordinal);
        Assert.Contains(" SenseVoice ", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("models", "info", "sensevoice-small", "--json"));
        Assert.Equal("sensevoice", Parse(run.Output).GetProperty("parts")[0].GetProperty("format").GetString()); // as in bundle.json
        Assert.Equal(0, await run.RunAsync("models", "info", "cosyvoice2-0.5b"));
        Assert.Contains(" CosyVoice2 ", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("models", "compose", "mine", "--ears", "sensevoice-small", "--base", "tiny"));
        Assert.Equal(1, await run.RunAsync("models", "remove", "sensevoice-small"));
        Assert.Equal(0, await run.RunAsync("models", "remove", "mine"));
        Assert.Equal(0, await run.RunAsync("models", "remove", "sensevoice-small"));
        Assert.Equal(2, await run.RunAsync("models", "verify", "sensevoice-small"));
    }

    [Fact]
    public async Task Names_of_imported_checkpoints_stand_for_their_folders_and_keep_their_licences()
    {
        Install("tiny");
        Assert.Equal(0, await _run.RunAsync("models", "import", "qwen2.5-0.5b-instruct", "--from", TinyQwen.Folder));
        Assert.Equal(0, await _run.RunAsync(
            "models", "import", "sensevoice-small", "--from", GoldenFolders.Of("sensevoice", "checkpoints", "tiny")));

        Assert.Equal(0, await _run.RunAsync(
            "models", "compose", "public", "--llm", "qwen2.5-0.5b-instruct", "--ears", "sensevoice-small", "--base", "tiny"));

        Assert.Equal(0, await _run.RunAsync("models", "verify", "public"));
        Assert.Equal(0, await _run.RunAsync("models", "info", "public", "--json"));
        var parts = Parse(_run.Output).GetProperty("parts").EnumerateArray()
            .ToDictionary(static part => part.GetProperty("kind").GetString()!, static part => part.GetProperty("licence").GetString()!);
        Assert.StartsWith("FunASR", parts["ears"], StringComparison.Ordinal);
        Assert.StartsWith("Apache-2.0", parts["language-model"], StringComparison.Ordinal);
        Assert.Equal("MIT", parts["voice"]);
    }

    [Fact]
    public async Task Memory_is_told_for_so_many_calls()
    {
        Assert.Equal(0, await _run.RunAsync("models", "import", "qwen2.5-0.5b-instruct", "--from", TinyQwen.Folder));

        var (none, three) = (await MemoryAsync("0"), await MemoryAsync("3"));

        var caches = Parse(_run.Output).GetProperty("parts")[0].GetProperty("bytesPerCall").GetInt64();
        Assert.True(caches > 0, "a language model has caches");
        Assert.Equal(3 * caches, three - none);
        Assert.Equal(2, await _run.RunAsync("models", "info", "qwen2.5-0.5b-instruct", "--calls", "-1"));
    }

    [Fact]
    public async Task Import_of_a_bundle_that_is_ready_names_the_files_that_it_needs()
    {
        Assert.Equal(1, await _run.RunAsync("models", "import", "qwen-en", "--from", _weights.Folder));

        Assert.Contains("model.safetensors", _run.Error, StringComparison.Ordinal);
    }

    private async Task<long> MemoryAsync(string calls)
    {
        Assert.Equal(0, await _run.RunAsync("models", "info", "qwen2.5-0.5b-instruct", "--calls", calls, "--json"));
        return Parse(_run.Output).GetProperty("memoryBytes").GetInt64();
    }

    private static void Publish(FakeHub hub, string repository, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            hub.Publish(repository, Path.GetFileName(file), File.ReadAllBytes(file));
        }
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private void Install(string name) => new BundleImport(new BundleStore(_run.Home))
        .ImportWeights(name, "tiny parts", _weights.Known(), _weights.Folder);
}
