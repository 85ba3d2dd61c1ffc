using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;
using MinMo.Testing.Hub;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Bundles;

public sealed class BundlePullTests : IAsyncLifetime
{
    private readonly TinyWeights _weights = new();
    private readonly FakeHub _hub = new();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");

    public BundlePullTests() => _hub.PublishFolders(_weights.Folder);

    private BundleStore Store => new(_home.FullName);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _weights.Dispose();
        _home.Delete(recursive: true);
    }

    [Fact]
    public async Task Pulled_bundle_is_whole_and_can_be_resolved()
    {
        await PullAsync();

        var resolved = Assert.IsType<CascadeBundle>(Store.Resolve("tiny"));
        Assert.All(BundleVerification.Verify(Store.Open("tiny")), static verdict => Assert.True(verdict.Ok, verdict.Detail));
        Assert.True(File.Exists(Path.Combine(resolved.VoiceFolder, "encoder.onnx")), "the voice is cut");
        Assert.True(File.Exists(Path.Combine(resolved.VoiceFolder, "decoder.onnx")), "the voice is cut");
        Assert.True(File.Exists(Path.Combine(resolved.SmartTurnFolder, "smart-turn-v3.2-float.onnx")), "activations are floats");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Store.DownloadsFolder));
    }

    [Fact]
    public async Task Broken_off_pull_leaves_no_bundle_and_goes_on_where_it_was()
    {
        var missing = await File.ReadAllBytesAsync(Path.Combine(_weights.Folder, "activity", "silero_vad.onnx"));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _hub.Publish("tiny/activity", "silero_vad.onnx", [.. missing, 1]);
        }

        var wrong = _weights.Published().Select(part => part.Kind == BundlePartKind.VoiceActivity
            ? part with { Files = [part.Files[0] with { Sha256 = _weights.Known()[^1].Files[0].Sha256 }] }
            : part).ToList();
        await Assert.ThrowsAsync<HubException>(() => PullAsync(wrong));
        Assert.Empty(Store.Names());
        var before = _hub.Requests.Count(static request => request.Method == "GET");

        _hub.Publish("tiny/activity", "silero_vad.onnx", missing);
        await PullAsync(wrong);

        Assert.Equal(["tiny"], Store.Names());
        var fetched = _hub.Requests.Where(static request => request.Method == "GET").Skip(before);
        Assert.All(fetched, static request => Assert.Contains("silero_vad.onnx", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Model_of_another_shape_is_refused_though_its_hash_is_right()
    {
        var path = Path.Combine(_weights.Folder, "ears", "config.json");
        var config = await File.ReadAllTextAsync(path);
        _hub.Publish("tiny/ears", "config.json", System.Text.Encoding.UTF8.GetBytes(config.Replace("\"d_model\": 24", "\"d_model\": 32", StringComparison.Ordinal)));

        var failure = await Assert.ThrowsAsync<BundleFormatException>(() => PullAsync());

        Assert.Contains("conv1.weight", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Store.Names());
    }

    [Fact]
    public async Task Nothing_installed_means_that_the_default_bundle_is_installed()
    {
        var installed = 0;

        var resolved = await BundleProvision.EnsureAsync(Store, null, InstallAsync, default);
        var again = await BundleProvision.EnsureAsync(Store, null, InstallAsync, default);

        Assert.Equal(LiteEnglish.Name, resolved.Name);
        Assert.Equal(resolved, again);
        Assert.Equal(1, installed);

        async Task InstallAsync(CancellationToken cancellationToken)
        {
            installed++;
            await PullAsync(name: LiteEnglish.Name);
        }
    }

    [Fact]
    public async Task Another_bundle_is_never_fetched()
        => await Assert.ThrowsAsync<BundleNotInstalledException>(() => BundleProvision.EnsureAsync(
            Store, "mine", static _ => throw new InvalidOperationException("it tried to install"), default));

    private async Task PullAsync(IReadOnlyList<PublishedPart>? parts = null, string name = "tiny")
    {
        using var client = new HubClient(new HubSettings { HuggingFace = _hub.Address }, TimeProvider.System);
        await new BundlePull(Store, client).PullAsync(name, "tiny parts", parts ?? _weights.Published(), default);
    }
}
