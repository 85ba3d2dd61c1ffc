using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Node;
using MinMo.Gateways.Calls;
using MinMo.Testing.Weights;

namespace MinMo.Cli.Tests.Node;

/// <summary>Whole calls through grains, streams and engine with a model that hears, thinks and speaks itself.</summary>
public sealed class MinmoCallTests : IDisposable
{
    private const int Second = 16_000;

    private readonly CommandLineRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_spoken_turn_is_heard_and_answered_aloud()
    {
        var outputs = await CallAsync();

        Assert.Single(outputs.OfType<TurnCommitted>());
        var ended = Assert.Single(outputs.OfType<ReplyEnded>());
        Assert.Equal(ReplyOutcome.LengthLimited, ended.Outcome);
        Assert.Equal(12, ended.Tokens);
        var audio = outputs.OfType<AudioProduced>().ToList();
        Assert.All(audio, static chunk => Assert.Equal(16_000, chunk.RateHz));
        Assert.Contains(audio.SelectMany(static chunk => chunk.Samples), static sample => sample != 0);
        Assert.All(outputs.OfType<DuplexObserved>(), static tick => Assert.Equal(
            1, tick.Evidence.Idle + tick.Evidence.Hold + tick.Evidence.Respond + tick.Evidence.Yield, 1e-3f));
    }

    private async Task<List<CallOutput>> CallAsync()
    {
        TinyMinmo.Write(Path.Combine(_run.Home, "bundles", "tiny-minmo"));
        var outputs = new List<CallOutput>();
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var console = Surroundings.ConsoleOn(writer, redirected: true);
        var around = new Surroundings
        {
            Home = _run.Home,
            Output = writer,
            Error = writer,
            OutputConsole = console,
            ErrorConsole = console,
        };
        var code = await new LocalNode(around).RunAsync(
            "tiny-minmo", lines => TalkAsync(lines, outputs), TestContext.Current.CancellationToken);
        Assert.True(code == ExitCodes.Success, writer.ToString());
        return outputs;
    }

    // The client ends the turn and asks for the reply: random weights judge turns at random.
    private static async Task<int> TalkAsync(ICallLines lines, List<CallOutput> outputs)
    {
        var settings = new CallSettings
        {
            Turns = new TurnSettings { DetectTurns = false },
            Reply = new ReplySettings { MaximumTokens = 12 },
        };
        var opening = await lines.OpenAsync(new CallId("tiny"), settings, TestContext.Current.CancellationToken);
        await using var line = Assert.IsType<CallOpening.Opened>(opening).Line;
        for (int from = 0; from < Second; from += 320)
        {
            await line.SendAsync(new AudioReceived(new CallPosition(from), Sound(from, 320)));
        }

        await line.SendAsync(new TurnCommitRequested(null, null));
        await line.SendAsync(new ReplyRequested(null, null, null, null));
        await ReplyHearing.HearAsync(line, outputs);
        return ExitCodes.Success;
    }

    private static short[] Sound(int from, int count)
        => [.. Enumerable.Range(from, count).Select(static at => (short)(5000 * Math.Sin(at * at * 1e-5)))];
}
