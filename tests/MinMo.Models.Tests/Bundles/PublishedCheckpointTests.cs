using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Language;
using MinMo.Models.MelSpeech;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;
using MinMo.Testing.Hub;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class PublishedCheckpointTests : IAsyncLifetime
{
    private static readonly LaneSettings Lanes = new()
    {
        Length = 2_048,
        PerCall = 2,
        Precision = WeightPrecision.Int8,
        VoiceLength = 2_048,
        VoiceLeftChunks = 2,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeHub _hub = new();

    private BundleStore Store => new(_folder.Of("home"));

    private PartStore Parts => new(Store);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SenseVoiceSmall_is_pulled_and_becomes_the_ears_of_a_bundle()
    {
        Publish("FunAudioLLM/SenseVoiceSmall", GoldenFolders.Of("sensevoice", "checkpoints", "tiny"));

        var installed = await PullAsync("sensevoice-small");

        Assert.True(BundleVerification.Verify(Parts.Open("sensevoice-small")).Ok);
        var bundle = Compose(BundlePartKind.Ears, installed);
        Assert.Equal(BundlePartFormat.SenseVoice, bundle.Part(BundlePartKind.Ears).Format);
        Assert.Equal(installed.Part.Licence, bundle.Part(BundlePartKind.Ears).Licence);
        Assert.Equal(["mine"], Parts.DependentsOf("sensevoice-small"));
    }

    [Fact]
    public async Task CosyVoice2_is_pulled_with_its_text_folder_and_becomes_the_voice_of_a_bundle()
    {
        Publish("FunAudioLLM/CosyVoice2-0.5B", Voice());

        var installed = await PullAsync("cosyvoice2-0.5b");

        Assert.Contains(installed.Part.Files, static file => file.Path == "CosyVoice-BlankEN/vocab.json");
        Assert.True(BundleVerification.Verify(installed).Ok);
        Assert.Equal(BundlePartFormat.CosyVoice2, Compose(BundlePartKind.Voice, installed).Part(BundlePartKind.Voice).Format);
    }

    [Fact]
    public void CosyVoice2_is_imported_from_disk_with_the_recording_that_it_imitates()
    {
        var voice = Voice();
        File.WriteAllBytes(Path.Combine(voice, "stray.bin"), [1]);

        var installed = new PartImport(Store).Import(OfAnyHash("cosyvoice2-0.5b"), voice);

        Assert.Contains(installed.Part.Files, static file => file.Path == "prompt.wav");
        Assert.DoesNotContain(installed.Part.Files, static file => file.Path == "stray.bin");
        Assert.True(BundleVerification.Verify(installed).Ok);
    }

    [Fact]
    public async Task Recording_put_beside_a_voice_outlives_its_being_pulled_again()
    {
        var published = Voice();
        foreach (var name in (string[])["prompt.wav", "prompt.txt"])
        {
            File.Move(Path.Combine(published, name), _folder.Of(name));
        }

        Publish("FunAudioLLM/CosyVoice2-0.5B", published);
        var installed = await PullAsync("cosyvoice2-0.5b");
        File.Copy(_folder.Of("prompt.wav"), Path.Combine(installed.Folder, "prompt.wav"));
        File.Copy(_folder.Of("prompt.txt"), Path.Combine(installed.Folder, "prompt.txt"));

        await PullAsync("cosyvoice2-0.5b");

        Assert.True(File.Exists(Path.Combine(installed.Folder, "prompt.wav")), "the recording is gone");
        var part = Compose(BundlePartKind.Voice, Parts.Open("cosyvoice2-0.5b")).Part(BundlePartKind.Voice);
        Assert.Contains(part.Files, static file => file.Path == "prompt.wav");
    }

    [Fact]
    public void Other_bytes_than_the_known_hash_says_are_refused()
    {
        var voice = Voice();

        var failure = Assert.Throws<BundleFormatException>(
            () => new PartImport(Store).Import(PublishedCheckpoints.Find("cosyvoice2-0.5b")!, voice));

        Assert.Contains("speech_tokenizer_v2.onnx", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Parts.Names());
    }

    [Fact]
    public async Task Language_model_in_one_file_is_pulled_without_an_index()
    {
        Publish("Qwen/Qwen2.5-0.5B-Instruct", TinyQwen.Folder);

        var installed = await PullAsync("qwen2.5-0.5b-instruct");

        Assert.Contains(installed.Part.Files, static file => file.Path == "model.safetensors");
        Assert.DoesNotContain(_hub.Requests, static request => request.Path.EndsWith(".index.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Language_model_in_shards_is_pulled_by_its_index()
    {
        Publish("Qwen/Qwen2.5-7B-Instruct", Sharded());

        var installed = await PullAsync("qwen2.5-7b-instruct");

        Assert.Equal(2, installed.Part.Files.Count(static file => file.Path.StartsWith("model-", StringComparison.Ordinal)));
        Assert.True(BundleVerification.Verify(installed).Ok);
        Assert.Equal(BundlePartFormat.Safetensors, Compose(BundlePartKind.LanguageModel, installed).Part(BundlePartKind.LanguageModel).Format);
    }

    [Fact]
    public async Task What_the_disk_cannot_hold_is_not_begun()
    {
        var refusal = await Assert.ThrowsAsync<HubException>(() => PullAsync("qwen2.5-7b-instruct", room: 15_000_000_000));

        Assert.EndsWith("has room for 15000 MB, 15231 MB are needed", refusal.Message, StringComparison.Ordinal);
        Assert.False(new PartStore(Store).Has("qwen2.5-7b-instruct"));
    }

    [Fact]
    public async Task Index_that_names_a_file_elsewhere_is_refused()
    {
        Publish("Qwen/Qwen2.5-7B-Instruct", Sharded());
        _hub.Publish(
            "Qwen/Qwen2.5-7B-Instruct", "model.safetensors.index.json", """{"weight_map": {"x": "../../outside.safetensors"}}"""u8.ToArray());

        var failure = await Assert.ThrowsAsync<HubException>(() => PullAsync("qwen2.5-7b-instruct"));

        Assert.Contains("outside.safetensors", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Parts.Names());
    }

    [Fact]
    public void Import_names_what_is_missing()
    {
        var voice = Voice();
        File.Delete(Path.Combine(voice, "flow.pt"));
        File.Delete(Path.Combine(voice, "CosyVoice-BlankEN", "vocab.json"));

        var failure = Assert.Throws<BundleFormatException>(
            () => new PartImport(Store).Import(PublishedCheckpoints.Find("cosyvoice2-0.5b")!, voice));

        Assert.Contains("2 file(s) are missing: CosyVoice-BlankEN/vocab.json, flow.pt", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Parts.Names());
    }

    [Fact]
    public async Task Changed_file_of_a_checkpoint_fails_to_verify()
    {
        Publish("FunAudioLLM/SenseVoiceSmall", GoldenFolders.Of("sensevoice", "checkpoints", "tiny"));
        var installed = await PullAsync("sensevoice-small");
        await File.AppendAllTextAsync(Path.Combine(installed.Folder, "am.mvn"), "x");

        var verdict = BundleVerification.Verify(installed);

        Assert.False(verdict.Ok);
        Assert.Contains("am.mvn", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_those_of_the_published_shapes()
    {
        var speech = new SpeechLanguageConfiguration();
        using var flow = new TokenFlow(new TokenFlowConfiguration());
        var language = speech.Tensors().Where(static tensor => !tensor.Name.EndsWith("lm_head.weight", StringComparison.Ordinal));

        Assert.Equal(494_032_768, PublishedCheckpoints.Find("qwen2.5-0.5b-instruct")!.Parameters);
        Assert.InRange(PublishedCheckpoints.Find("qwen2.5-7b-instruct")!.Parameters / 1e9, 7.61, 7.625);
        Assert.Equal(Count(SenseVoiceTensors.Of(new SenseVoiceConfiguration())), PublishedCheckpoints.Find("sensevoice-small")!.Parameters);
        Assert.Equal(
            Count(language) + flow.parameters().Sum(static parameter => parameter.numel()) + 20_821_295,
            PublishedCheckpoints.Find("cosyvoice2-0.5b")!.Parameters);
    }

    [Fact]
    public void Memory_of_a_language_model_grows_with_the_calls_by_its_lanes()
    {
        var memory = PartMemory.Of(BundlePartKind.LanguageModel, BundlePartFormat.Safetensors, TinyQwen.Folder, Lanes);
        using var checkpoint = DecoderCheckpoint.Open(TinyQwen.Folder);
        var lane = checkpoint.Configuration.CacheElementsPerPosition * sizeof(float)
            * Math.Min(checkpoint.Configuration.ContextLength, Lanes.Length);

        Assert.Equal(checkpoint.Weights.Tensors.Values.Sum(static tensor => tensor.ElementCount), memory.Parameters);
        Assert.Equal(2 * lane, memory.BytesPerCall);
        Assert.Equal(6 * lane, memory.BytesFor(3) - memory.WeightBytes);
    }

    [Fact]
    public void Memory_of_ears_does_not_grow_with_the_calls()
    {
        var memory = PartMemory.Of(BundlePartKind.Ears, BundlePartFormat.SenseVoice, GoldenFolders.Of("sensevoice", "checkpoints", "tiny"), Lanes);

        Assert.Equal(memory.BytesFor(0), memory.BytesFor(100));
        Assert.Equal(sizeof(float) * memory.Parameters, memory.WeightBytes);
    }

    [Fact]
    public void Memory_of_a_voice_that_is_a_language_model_is_its_lane_and_what_its_streams_remember()
    {
        var voice = Voice();
        var language = SpeechLanguageConfiguration.Read(voice).Decoder;
        var yaml = YamlSettings.Read(Path.Combine(voice, "cosyvoice2.yaml"));
        using var weights = Checkpoint.Open(Path.Combine(voice, "flow.pt"));
        var flow = TokenFlowConfiguration.Read(yaml, weights) with { LeftChunks = Lanes.VoiceLeftChunks };

        var memory = PartMemory.Of(BundlePartKind.Voice, BundlePartFormat.CosyVoice2, voice, Lanes);

        var lane = language.CacheElementsPerPosition * sizeof(float) * Math.Min(language.ContextLength, Lanes.VoiceLength);
        var held = FramePace.MostHeldFrames * flow.Bands * sizeof(float);
        Assert.Equal(lane + flow.BytesOfStream + HiftConfiguration.Read(yaml).BytesOfStream + held, memory.BytesPerCall);
    }

    private static long Count(IEnumerable<(string Name, long[] Shape)> tensors)
        => tensors.Sum(static tensor => tensor.Shape.Aggregate(1L, static (product, size) => product * size));

    private async Task<InstalledPart> PullAsync(string name, long room = 1_000_000_000_000)
    {
        using var client = new HubClient(new HubSettings { HuggingFace = _hub.Address, RoomIn = _ => room }, TimeProvider.System);
        return await new PartPull(Store, client).PullAsync(OfAnyHash(name), default);
    }

    private static PublishedCheckpoint OfAnyHash(string name)
    {
        var checkpoint = PublishedCheckpoints.Find(name)!;
        var files = checkpoint.Part.Files.Select(static file => file with { Sha256 = null });
        return checkpoint with { Part = checkpoint.Part with { Files = [.. files] } };
    }

    private Bundle Compose(BundlePartKind kind, InstalledPart installed)
    {
        using var weights = new TinyWeights();
        weights.RestoreActivations();
        new BundleImport(Store).ImportWeights("tiny", "tiny parts", weights.Known(), weights.Folder);
        return new BundleComposition(Store).Compose(
            "mine", "tiny", new Dictionary<BundlePartKind, string> { [kind] = installed.Part.PathIn(installed.Folder) });
    }

    private void Publish(string repository, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            _hub.Publish(repository, Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }

    /// <summary>A tiny CosyVoice 2 with the published names, and a recording to imitate.</summary>
    private string Voice()
    {
        var folder = _folder.Of("CosyVoice2-0.5B");
        TinyCosyVoice.Write(folder);
        TinyCosyVoice.WritePrompt(folder);
        foreach (var name in PublishedCheckpoints.Find("cosyvoice2-0.5b")!.Part.Files.Select(file => Path.Combine(folder, file.Target))
            .Where(static path => !File.Exists(path)))
        {
            File.WriteAllText(name, "{}"); // settings of generation, which nothing reads
        }

        return folder;
    }

    /// <summary>The tiny language model in two shards.</summary>
    private string Sharded()
    {
        var folder = _folder.Of("sharded");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(TinyQwen.Folder, "*.json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        using var weights = Checkpoint.Open(TinyQwen.Folder);
        var names = weights.Tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (half, shard) in names.Chunk((names.Length + 1) / 2).Select(static (half, i) => (half, $"model-0000{i + 1}-of-00002.safetensors")))
        {
            var writer = new SafetensorsWriter();
            foreach (var name in half)
            {
                writer.Add(name, weights.Tensors[name].Shape.AsSpan(), weights.ReadFloat32(name));
                map[name] = shard;
            }

            writer.Save(Path.Combine(folder, shard));
        }

        File.WriteAllText(
            Path.Combine(folder, "model.safetensors.index.json"),
            System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object> { ["weight_map"] = map }));
        return folder;
    }
}
