using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Minmo;
using MinMo.Inference.Minmo.Voice;
using MinMo.Inference.Planning;
using MinMo.Models.FlowMatching;
using MinMo.Models.MelSpeech;
using MinMo.Models.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Inference.Tests.Minmo.Voice;

public sealed class RenderRunnerTests : IDisposable
{
    private const int TokenSamples = 640;

    private readonly MelDecoder _decoder;
    private readonly SpectralVocoder _vocoder;
    private readonly LanePool _lanes = new(places: 2, lanesPerPlace: 1, laneLength: 8);

    public RenderRunnerTests()
    {
        manual_seed(3);
        _decoder = new MelDecoder(new MelDecoderConfiguration
        {
            Prior = new MelPriorConfiguration { TokenWidth = 16, TokenBlocks = 1, FrameWidth = 16, FrameBlocks = 1 },
            Flow = new FlowConfiguration { Width = 16, BlockCount = 1, TimeWidth = 16, Steps = 2 },
        });
        _vocoder = new SpectralVocoder(new VocoderConfiguration { Width = 16, HiddenWidth = 32, BlockCount = 1 });
        _decoder.eval();
        _vocoder.eval();
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _vocoder.Dispose();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2)]
    public void A_rate_changes_how_long_the_same_speech_takes(double rate)
    {
        var plain = Say(Place(0), rate: 1);

        var stretched = Say(Place(0), rate);

        var hop = _vocoder.Configuration.Mel.HopSamples;
        Assert.Equal(40 * TokenSamples, plain.Length);
        Assert.Equal((int)(plain.Length / hop / rate) * hop, stretched.Length);
        Assert.Contains(stretched, static sample => sample != 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    public void A_render_that_failed_in_the_vocoder_can_be_run_again(double rate)
    {
        var undisturbed = Say(Place(0), rate);
        var head = (nn.Module<Tensor, Tensor>)_vocoder.named_children().First(static child => child.name == "head").module;
        var fails = false;
        var hook = head.register_forward_pre_hook((_, input) => fails ? throw new InvalidOperationException("told to fail") : input);

        var disturbed = Say(Place(0), rate, run =>
        {
            fails = true;
            Assert.Throws<InvalidOperationException>(run);
            fails = false;
        });

        hook.remove();
        Assert.Equal(undisturbed, disturbed);
    }

    [Fact]
    public void Calls_of_different_rates_sound_together_as_each_alone()
    {
        short[][] alone = [Say(Place(0), rate: 1), Say(Place(0), rate: 2)];
        MinmoPlace[] places = [Place(0), Place(1)];
        SpeechBlockId[] blocks = [Begin(places[0], rate: 1), Begin(places[1], rate: 2)];
        var together = new List<short>[] { [], [] };
        int[] open;
        var runner = new RenderRunner(_decoder, _vocoder);

        while ((open = [.. Enumerable.Range(0, 2).Where(call => places[call].Mouth.Find(blocks[call]) is not null)]).Length > 0)
        {
            StepWork[] works = [.. open.Select(call => Work(places[call], blocks[call]))];
            runner.Execute(works);
            for (var i = 0; i < open.Length; i++)
            {
                together[open[i]].AddRange(Assert.IsType<RenderResult>(works[i].Result).Samples);
            }
        }

        for (var call = 0; call < alone.Length; call++)
        {
            Assert.Equal(alone[call].Length, together[call].Count);
            Assert.All(alone[call].Zip(together[call]), static pair => Assert.InRange(pair.First - pair.Second, -33, 33));
        }
    }

    private MinmoPlace Place(int slot) => new(slot, _lanes, TimeSpan.FromMilliseconds(80), lookAheadSamples: 2560);

    private static SpeechBlockId Begin(MinmoPlace place, double rate)
        => place.Mouth.Add(new SpokenBlock(place.Mouth.BeginUtterance(rate), Tokens(40), last: true, gain: 1));

    private static int[] Tokens(int count) => [.. Enumerable.Range(0, count).Select(static token => token * 37 % 1000)];

    private short[] Say(MinmoPlace place, double rate, Action<Action>? before = null)
    {
        var block = Begin(place, rate);
        var runner = new RenderRunner(_decoder, _vocoder);
        var samples = new List<short>();
        while (place.Mouth.Find(block) is not null)
        {
            var work = Work(place, block);
            before?.Invoke(() => runner.Execute([work]));
            runner.Execute([work]);
            samples.AddRange(Assert.IsType<RenderResult>(work.Result).Samples);
        }

        return [.. samples];
    }

    private static StepWork Work(MinmoPlace place, SpeechBlockId block)
        => new(new RenderStep(default, TimeSpan.Zero, false, block), place);
}
