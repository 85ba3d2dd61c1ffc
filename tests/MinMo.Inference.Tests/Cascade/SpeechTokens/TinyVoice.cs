using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Cascade.SpeechTokens;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.Tokenization;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>The voice of <see cref="TinyCosyVoice"/> with two places, driven step by step.</summary>
public class TinyVoice : IAsyncLifetime
{
    private const int BlockTokens = 5;
    private const int MostBlocks = 60;

    private readonly double _imitatedSeconds;
    private readonly bool _speaksInBFloat16;
    private readonly TemporaryFolder _folder = new();
    private readonly LanePool _lanes = new(places: 2, lanesPerPlace: 1, laneLength: 64);
    private TokenVoiceModels _models = null!;
    private SpeakRunner _speak = null!;
    private RenderRunner _render = null!;

    /// <summary>Nobody's voice.</summary>
    public TinyVoice()
        : this(imitatedSeconds: 0)
    {
    }

    private protected TinyVoice(double imitatedSeconds, bool speaksInBFloat16 = false)
        => (_imitatedSeconds, _speaksInBFloat16) = (imitatedSeconds, speaksInBFloat16);

    internal static BytePairTokenizer Language { get; } = BytePairTokenizer.Open(TinyQwen.Folder);

    internal TokenVoiceModels Models => _models;

    public async ValueTask InitializeAsync()
    {
        TinyCosyVoice.Write(_folder.Of("voice"));
        if (_imitatedSeconds > 0)
        {
            TinyCosyVoice.WritePrompt(_folder.Of("voice"), _imitatedSeconds);
        }

        var options = new EngineOptions
        {
            Worker = "w",
            Places = 2,
            LanguagePrecision = WeightPrecision.Float32,
            SpeaksInBFloat16 = _speaksInBFloat16,
        };
        _models = await TokenVoiceModels.LoadAsync(_folder.Of("voice"), _folder.Of("cache"), options);
        (_speak, _render) = (new SpeakRunner(_models, Language), new RenderRunner(_models));
        _speak.WarmUp();
        _render.WarmUp();
    }

    public async ValueTask DisposeAsync()
    {
        await _models.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A place whose model has thought a text.</summary>
    internal (TokenVoicePlace Place, LanePosition[] Ends) Think(int slot, string text)
    {
        var place = new TokenVoicePlace(slot, _lanes);
        var tokens = Language.Encode(text);
        for (var position = 0; position < tokens.Length; position++)
        {
            place.Keep(position, tokens[position], []);
        }

        return (place, [.. Enumerable.Range(1, tokens.Length).Select(static end => new LanePosition(end))]);
    }

    internal StepResult Speak(TokenVoicePlace place, TokenBlock block, float rate = 1)
        => Run(_speak, new StepWork(
            new SpeakStep(default, TimeSpan.Zero, false, block, new VoiceSettings { Repeatable = true, Rate = rate }), place));

    internal StepResult Render(TokenVoicePlace place, SpeechBlockId block)
        => Run(_render, new StepWork(new RenderStep(default, TimeSpan.Zero, false, block), place));

    /// <summary>Says a text to its end, five tokens a block, and renders every block as soon as it is there.</summary>
    /// <param name="place">Where it was thought.</param>
    /// <param name="ends">Its tokens.</param>
    /// <param name="rate">The speaking rate.</param>
    /// <param name="breakVocoder">Makes the vocoder fail once, before each render; null for one that works.</param>
    /// <returns>Samples, and how many were announced.</returns>
    internal (short[] Samples, long Announced) Say(
        TokenVoicePlace place, LanePosition[] ends, float rate = 1, Action? breakVocoder = null)
    {
        var samples = new List<short>();
        var (announced, complete) = (0L, false);
        for (var block = 0; block < MostBlocks && !complete; block++)
        {
            var spoken = Assert.IsType<SpeakResult>(Speak(place, BlockOf(ends, block), rate));
            samples.AddRange(RenderAll(place, spoken, breakVocoder));
            announced += spoken.Samples;
            complete = spoken.Complete && (block + 1) * BlockTokens >= ends.Length;
        }

        return ([.. samples], announced);
    }

    /// <summary>Says two texts side by side, both in every batch.</summary>
    internal short[][] SayTogether((TokenVoicePlace Place, LanePosition[] Ends)[] calls)
    {
        var samples = Array.ConvertAll(calls, static _ => new List<short>());
        var complete = new bool[calls.Length];
        for (var block = 0; block < MostBlocks && complete.Contains(false); block++)
        {
            int[] open = [.. Enumerable.Range(0, calls.Length).Where(call => !complete[call])];
            StepWork[] works = [.. open.Select(call => new StepWork(
                new SpeakStep(
                    default, TimeSpan.Zero, false, BlockOf(calls[call].Ends, block), new VoiceSettings { Repeatable = true }),
                calls[call].Place))];
            RunAll(_speak, works);
            for (var i = 0; i < open.Length; i++)
            {
                var spoken = Assert.IsType<SpeakResult>(works[i].Result);
                samples[open[i]].AddRange(RenderAll(calls[open[i]].Place, spoken));
                complete[open[i]] = spoken.Complete && (block + 1) * BlockTokens >= calls[open[i]].Ends.Length;
            }
        }

        return Array.ConvertAll(samples, static own => own.ToArray());
    }

    internal static TokenBlock BlockOf(LanePosition[] ends, int block) => new(
        default,
        [.. ends.Skip(block * BlockTokens).Take(BlockTokens)],
        First: block == 0,
        Last: (block + 1) * BlockTokens >= ends.Length);

    private List<short> RenderAll(TokenVoicePlace place, SpeakResult spoken, Action? breakVocoder = null)
    {
        var samples = new List<short>();
        var ended = spoken.Samples == 0;
        while (!ended)
        {
            if (breakVocoder is not null)
            {
                breakVocoder();
                Assert.Throws<InvalidOperationException>(() => Render(place, spoken.Block));
            }

            var rendered = Assert.IsType<RenderResult>(Render(place, spoken.Block));
            samples.AddRange(rendered.Samples);
            ended = rendered.Ended;
        }

        return samples;
    }

    private static StepResult Run(IStepRunner runner, StepWork work)
    {
        RunAll(runner, [work]);
        return work.Result!;
    }

    private static void RunAll(IStepRunner runner, StepWork[] works)
    {
        while (works.Any(static work => work.Result is null))
        {
            runner.Execute([.. works.Where(static work => work.Result is null)]);
        }
    }
}
