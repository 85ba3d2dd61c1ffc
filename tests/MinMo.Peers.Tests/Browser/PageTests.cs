using MinMo.Peers.Tests.Nodes;
using MinMo.Testing.Scripting;

namespace MinMo.Peers.Tests.Browser;

/// <summary>The page in a real browser: microphone (a file) in, loudspeaker (a tap on the player) out.</summary>
public sealed class PageTests : IDisposable
{
    private const string LongReply = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen.";
    private readonly string _folder = Directory.CreateTempSubdirectory("minmo-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_caller_at_the_microphone_is_heard_answered_and_may_interrupt()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript
        {
            Stretches = ["hello there", "stop that now"],
            Replies = [LongReply, "All right."],
        });
        string recording = new CallerRecording(48_000).Silent(2).Speaking(1).Silent(4).Speaking(1.5).Silent(8)
            .WriteTo(Path.Combine(_folder, "caller.wav"));
        await using var browser = await ChromiumBrowser.StartAsync(recording);
        var page = await browser.OpenAsync(node.Address);

        await page.ClickAsync("#talk");
        await page.WaitForFunctionAsync(ChromiumBrowser.Tap);
        await page.WaitForSelectorAsync(".turn.caller:has-text('hello there')");
        await page.WaitForFunctionAsync("() => levels.some(level => level > 0.0005)");
        await page.WaitForSelectorAsync(".turn.agent .note:has-text('interrupted')");
        int flushedAt = await page.EvaluateAsync<int>("() => levels.length");
        await page.WaitForSelectorAsync(".turn.caller:has-text('stop that now')");
        await page.WaitForSelectorAsync(".turn.agent:has-text('All right.') .note:has-text('first audio')");
        double[] levels = await page.EvaluateAsync<double[]>("() => levels");

        // 128 samples a level at 24 kHz: silent long before the reply would have ended, and for half a second at least.
        int silentAt = Array.IndexOf(levels, 0, flushedAt);
        Assert.InRange(silentAt, flushedAt, flushedAt + 375);
        Assert.All(levels.Skip(silentAt).Take(94), level => Assert.Equal(0, level));
        Assert.Contains(levels.Skip(flushedAt), level => level > 0.0005);
        Assert.NotEqual("", await page.InnerTextAsync(".turn.agent .unheard"));
        Assert.Equal("", await page.InnerTextAsync("#alert"));
    }

    [Fact]
    public async Task A_recorded_caller_talks_through_the_same_path()
    {
        new CallerRecording(16_000).Silent(0.5).Speaking(1).Silent(0.5).WriteTo(Path.Combine(_folder, "a-short-question.wav"));
        await using var node = await ScriptedNode.StartAsync(
            new EngineScript { Stretches = ["what time is it"], Replies = ["It is noon."] }, _folder);
        await using var browser = await ChromiumBrowser.StartAsync(microphone: null);
        var page = await browser.OpenAsync(node.Address);

        await page.WaitForSelectorAsync("#play-sample:enabled");
        Assert.Equal("a short question", await page.InnerTextAsync("#sample-name option"));
        await page.ClickAsync("#play-sample");
        await page.WaitForSelectorAsync(".turn.caller:has-text('what time is it')");
        await page.WaitForSelectorAsync(".turn.agent:has-text('It is noon.')");
        await page.ClickAsync("#talk");
        await page.WaitForSelectorAsync("#state[data-state=idle]");
        await node.Engine.WhenOpenSessionsAre(0);
    }

    [Fact]
    public async Task A_blocked_microphone_is_explained()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript());
        await using var browser = await ChromiumBrowser.StartAsync(microphone: null);
        var page = await browser.OpenAsync(node.Address, ChromiumBrowser.BlockMicrophone);

        await page.ClickAsync("#talk");

        await page.WaitForSelectorAsync("#alert:has-text('The microphone is blocked')");
        Assert.Equal(0, node.Engine.OpenSessions);
    }

    [Fact]
    public async Task A_full_server_is_explained()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript(), SamplesWithOne());
        node.Engine.Refusing = MinMo.Abstractions.Engine.RefusalReason.Full;
        await using var browser = await ChromiumBrowser.StartAsync(microphone: null);
        var page = await browser.OpenAsync(node.Address);

        await page.ClickAsync("#play-sample");

        await page.WaitForSelectorAsync("#alert:visible");
        Assert.NotEqual("", await page.InnerTextAsync("#alert"));
        Assert.Equal("failed", await page.GetAttributeAsync("#state", "data-state"));
    }

    [Fact]
    public async Task A_server_that_goes_away_is_noticed()
    {
        var node = await ScriptedNode.StartAsync(new EngineScript(), SamplesWithOne());
        await using var browser = await ChromiumBrowser.StartAsync(microphone: null);
        var page = await browser.OpenAsync(node.Address);
        await page.ClickAsync("#play-sample");
        await page.WaitForSelectorAsync("#talk[aria-pressed=true]");

        await node.DisposeAsync();

        await page.WaitForSelectorAsync("#alert:has-text('the server shuts down')");
        Assert.Equal("Talk with the microphone", await page.InnerTextAsync("#talk"));
    }

    private string SamplesWithOne()
    {
        new CallerRecording(16_000).Silent(1).WriteTo(Path.Combine(_folder, "samples", "silence.wav"));
        return Path.Combine(_folder, "samples");
    }
}
