using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using MinMo.Models.Bundles.Hub;
using MinMo.Testing.Hub;

namespace MinMo.Models.Tests.Bundles;

public sealed class HubClientTests : IAsyncLifetime
{
    private static readonly HubFile Large = HubFile.OfHub("owner/model", "main", "model.safetensors");
    private static readonly HubFile Small = HubFile.OfHub("owner/model", "main", "config.json");

    private readonly FakeHub _hub = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-hub-");
    private readonly byte[] _content = new byte[300_000];

    public HubClientTests()
    {
        new Random(1).NextBytes(_content);
        _hub.Publish("owner/model", "model.safetensors", _content);
        _hub.Publish("owner/model", "config.json", "{\"width\": 4}"u8.ToArray());
    }

    private string Target => Path.Combine(_folder.FullName, "model.safetensors");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Cut_connection_is_continued_where_it_broke()
    {
        _hub.CutNext(100_000);
        _hub.CutNext(50_000);

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([null, 100_000, 150_000], Bodies().Select(static request => request.RangeStart));
    }

    [Fact]
    public async Task Connections_that_bring_something_are_never_given_up()
    {
        for (var cut = 0; cut < 20; cut++)
        {
            _hub.CutNext(1_000);
        }

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task What_came_before_a_failure_is_continued_by_the_next_run()
    {
        _hub.CutNext(120_000);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _hub.CutNext(0);
        }

        var failure = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(Large));
        Assert.Contains("run it again", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(120_000, Bodies()[^1].RangeStart);
    }

    [Fact]
    public async Task Beginning_of_another_version_is_thrown_away()
    {
        _hub.CutNext(120_000);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            _hub.CutNext(0);
        }

        await Assert.ThrowsAsync<HubException>(() => DownloadAsync(Large));
        _content.AsSpan().Reverse();

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Null(Bodies()[^1].RangeStart);
    }

    [Fact]
    public async Task Server_without_ranges_starts_again_from_the_first_byte()
    {
        _hub.IgnoresRanges = true;
        _hub.CutNext(100_000);

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task Stalled_connection_is_left_and_continued()
    {
        _hub.Stalls = true;
        _hub.CutNext(100_000);

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(2, Bodies().Count);
    }

    [Fact]
    public async Task Other_bytes_than_the_hash_says_are_refused_and_deleted()
    {
        var pinned = Large with { Sha256 = Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])) };

        var failure = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(pinned));

        Assert.Contains(pinned.Sha256!, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
        Assert.False(File.Exists(Target + ".partial"));
    }

    [Fact]
    public async Task Small_file_is_checked_by_the_hash_of_its_git_blob()
    {
        _hub.LargestInGit = _content.Length;

        await DownloadAsync(Small);

        Assert.Equal("{\"width\": 4}", await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task File_that_is_there_already_is_not_fetched_again()
    {
        await DownloadAsync(Large);
        await DownloadAsync(Large);

        Assert.Single(Bodies());
    }

    [Fact]
    public async Task Token_is_given_to_the_hub_and_not_to_the_store_behind_it()
    {
        _hub.Token = "secret";

        await DownloadAsync(Large, new HubSettings { Token = "secret" });
        await DownloadAsync(Small, new HubSettings { Token = "secret" });

        Assert.NotEmpty(Bodies());
        Assert.All(_hub.Requests, request => Assert.Equal(request.IsStore ? null : "Bearer secret", request.Authorization));
    }

    [Fact]
    public async Task Refusal_names_the_variable_for_the_token()
    {
        _hub.Token = "secret";

        var failure = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(Large));

        Assert.Contains("HF_TOKEN", failure.Message, StringComparison.Ordinal);
        Assert.Single(_hub.Requests);
    }

    [Fact]
    public async Task Missing_file_is_not_asked_for_twice()
    {
        await Assert.ThrowsAsync<HubException>(() => DownloadAsync(HubFile.OfHub("owner/model", "main", "absent")));

        Assert.Single(_hub.Requests);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Busy_hub_is_asked_again(int status)
    {
        _hub.RefuseNext(status);
        _hub.RefuseNext(status);

        await DownloadAsync(Large);

        Assert.Equal(_content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task Nobody_listening_means_offline()
    {
        await _hub.DisposeAsync();

        var failure = await Assert.ThrowsAsync<HubException>(() => DownloadAsync(Large));

        Assert.True(failure.IsOffline);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task Progress_ends_with_the_whole_file()
    {
        var last = (Done: 0L, Total: (long?)0);
        using var client = new HubClient(new HubSettings { HuggingFace = _hub.Address }, _time);

        await client.DownloadAsync(Large, Target, new Reports(progress => last = (progress.DoneBytes, progress.TotalBytes)), default);

        Assert.Equal((_content.Length, _content.Length), last);
    }

    private List<FakeHubRequest> Bodies()
        => [.. _hub.Requests.Where(static request => request is { Method: "GET", IsStore: true })];

    /// <summary>Lets the clock run as long as somebody waits for it.</summary>
    private async Task DownloadAsync(HubFile file, HubSettings? settings = null)
    {
        using var client = new HubClient((settings ?? new HubSettings()) with { HuggingFace = _hub.Address }, _time);
        var download = client.DownloadAsync(file, Target, null, CancellationToken.None);
        while (await Task.WhenAny(download, Task.Delay(TimeSpan.FromMilliseconds(20))) != download)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await download;
    }

    private sealed class Reports(Action<Models.Bundles.Installing.BundleProgress> report) : IProgress<Models.Bundles.Installing.BundleProgress>
    {
        public void Report(Models.Bundles.Installing.BundleProgress value) => report(value);
    }
}
