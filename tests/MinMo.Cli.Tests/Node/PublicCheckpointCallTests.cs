using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Audio.Files;
using MinMo.Cli.Node;
using MinMo.Gateways.Calls;
using MinMo.Models.Bundles;
using MinMo.Testing.Weights;

namespace MinMo.Cli.Tests.Node;

/// <summary>Calls of a bundle that was composed of folders in the layouts in which Qwen2, SenseVoiceSmall and CosyVoice 2 are
/// published. Their language model and voice have random weights: the answer is noise.</summary>
public sealed class PublicCheckpointCallTests : IDisposable
{
    private const int Frame = 320;
    private const int SilentFrames = 150;

    private readonly PublicCheckpoints _checkpoints = new();
    private readonly CommandLineRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _checkpoints.Dispose();
    }

    [Fact]
    public async Task A_spoken_turn_is_heard_and_answered_by_every_part()
    {
        await ComposeAsync();

        var outputs = await CallAsync();

        var turn = Assert.Single(outputs.OfType<TurnCommitted>());
        Assert.StartsWith(PublicCheckpoints.CallerWords, turn.Text, StringComparison.Ordinal); // it hears something in the silence, too
        Assert.Equal(("ko", "neutral"), (turn.Traits!.Language, turn.Traits.Emotion));
        Assert.NotEmpty(Assert.Single(outputs.OfType<ReplyEnded>()).Text);
        var audio = outputs.OfType<AudioProduced>().ToList();
        Assert.All(audio, static chunk => Assert.Equal(24_000, chunk.RateHz));
        Assert.Contains(audio.SelectMany(static chunk => chunk.Samples), static sample => sample != 0);
    }

    [Fact]
    public async Task Talk_records_the_answer()
    {
        await ComposeAsync();
        var recorded = Path.Combine(_run.Home, "call.wav");

        Assert.Equal(0, await _run.RunAsync("talk", _checkpoints.Record(), "-o", recorded, "--model", "public", "--fast"));

        var call = AudioFile.Read(recorded);
        Assert.Equal(2, call.Channels);
        Assert.Contains(Enumerable.Range(0, call.Samples.Length / 2), at => call.Samples[(2 * at) + 1] != 0); // the agent
    }

    private async Task ComposeAsync()
    {
        _checkpoints.InstallBase(new BundleStore(_run.Home), "base");
        Assert.Equal(0, await _run.RunAsync(
            "models", "compose", "public", "--base", "base",
            "--llm", PublicCheckpoints.LanguageModel, "--ears", PublicCheckpoints.Ears, "--voice", _checkpoints.Voice));
        Assert.Equal(0, await _run.RunAsync("models", "verify", "public"));
    }

    private async Task<List<CallOutput>> CallAsync()
    {
        var outputs = new List<CallOutput>();
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var around = _run.Around(writer, writer);
        var code = await new LocalNode(around).RunAsync("public", lines => TalkAsync(lines, outputs), TestContext.Current.CancellationToken);
        Assert.True(code == ExitCodes.Success, writer.ToString());
        return outputs;
    }

    // Nobody says when the turn ends: the engine finds that out.
    private static async Task<int> TalkAsync(ICallLines lines, List<CallOutput> outputs)
    {
        var settings = new CallSettings { Reply = new ReplySettings { MaximumTokens = 12 } };
        var opening = await lines.OpenAsync(new CallId("public"), settings, TestContext.Current.CancellationToken);
        await using var line = Assert.IsType<CallOpening.Opened>(opening).Line;
        short[] said =
        [
            .. PublicCheckpoints.Caller().Select(static sample => (short)(sample * short.MaxValue)), .. new short[SilentFrames * Frame],
        ];
        foreach (var (index, frame) in said.Chunk(Frame).Index())
        {
            await line.SendAsync(new AudioReceived(new CallPosition(index * Frame), frame));
        }

        await ReplyHearing.HearAsync(line, outputs);
        return ExitCodes.Success;
    }
}
