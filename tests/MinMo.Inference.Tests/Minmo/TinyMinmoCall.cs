using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Engine;

namespace MinMo.Inference.Tests.Minmo;

/// <summary>One call on a <see cref="TinyMinmoEngine"/>, step by step.</summary>
internal sealed class TinyMinmoCall(InferenceEngine engine, Admission.Granted place) : IAsyncDisposable
{
    public const int Tick = 1280;

    public Admission.Granted Place => place;

    /// <summary>Sound that is another one in every tick.</summary>
    public static short[] Sound(int ticks, int seed = 1)
    {
        var samples = new short[ticks * Tick];
        uint state = (uint)seed;
        for (int index = 0; index < samples.Length; index++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            double pitch = 100 + (40 * (index / Tick % 5));
            samples[index] = (short)((6000 * Math.Sin(2 * Math.PI * pitch * index / 16_000)) + (state >> 22));
        }

        return samples;
    }

    public Task<StepResult> RunAsync(Step step) => engine.ExecuteAsync(step, TestContext.Current.CancellationToken).AsTask();

    public ListeningContext Context(int at = 0, bool speaking = false, long? from = null)
        => new(place.Lane, new LanePosition(at), speaking, from is { } samples ? new CallPosition(samples) : null);

    public async Task<TickObservation[]> ListenAsync(long from, short[] samples, ListeningContext? context = null)
        => Assert.IsType<ListenResult>(await RunAsync(new ListenStep(
            place.Session, TimeSpan.Zero, new CallPosition(from), samples, context ?? Context()))).Ticks;

    public async Task<AppendResult> AppendAsync(int at, params PromptSegment[] segments)
        => Assert.IsType<AppendResult>(await RunAsync(new AppendStep(
            place.Session, TimeSpan.Zero, false, place.Lane, new LanePosition(at), segments)));

    public async Task<ThinkResult> ThinkAsync(int tokens)
        => Assert.IsType<ThinkResult>(await RunAsync(new ThinkStep(
            place.Session, TimeSpan.Zero, false, place.Lane, tokens, new ReplySettings())));

    public async Task<SpeakResult> SpeakAsync(IEnumerable<ReplyToken> tokens, bool first, bool last, float rate = 1)
        => Assert.IsType<SpeakResult>(await TrySpeakAsync(tokens, first, last, rate));

    public Task<StepResult> TrySpeakAsync(IEnumerable<ReplyToken> tokens, bool first, bool last, float rate)
        => RunAsync(new SpeakStep(
            place.Session, TimeSpan.Zero, false,
            new TokenBlock(place.Lane, [.. tokens.Select(static token => token.End)], first, last), new VoiceSettings { Rate = rate }));

    /// <summary>Renders a block to its end.</summary>
    public async Task<short[]> RenderAsync(SpeakResult spoken)
    {
        var samples = new List<short>();
        bool ended = spoken.Samples == 0;
        while (!ended)
        {
            var rendered = Assert.IsType<RenderResult>(await RunAsync(
                new RenderStep(place.Session, TimeSpan.Zero, false, spoken.Block)));
            samples.AddRange(rendered.Samples);
            ended = rendered.Ended;
        }

        return [.. samples];
    }

    /// <summary>Says tokens as the turn engine does: five a block, then the rest; at most so many blocks.</summary>
    public async Task<short[]> SayAsync(ReplyToken[] tokens, int mostBlocks = 8)
    {
        var samples = new List<short>();
        bool complete = false;
        for (int block = 0; block < mostBlocks && !complete; block++)
        {
            var units = tokens.Skip(block * 5).Take(5).ToArray();
            var spoken = await SpeakAsync(units, block == 0, last: tokens.Length <= (block + 1) * 5);
            samples.AddRange(await RenderAsync(spoken));
            complete = spoken.Complete;
        }

        return [.. samples];
    }

    public async ValueTask DisposeAsync() => await engine.ReleaseAsync(place.Session, CancellationToken.None);
}
