using MinMo.Models.CosyVoice.Vocoder;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.CosyVoice;

public sealed class StreamedVocoderTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly List<IDisposable> _owned = [];
    private readonly HiftVocoder _vocoder;
    private readonly StreamedVocoder _streamed;

    public StreamedVocoderTests()
    {
        set_num_threads(1);
        manual_seed(4);
        _vocoder = Own(new HiftVocoder(new HiftConfiguration { Bands = 6, BaseWidth = 16, PredictorWidth = 8 }));
        _vocoder.eval();
        _streamed = Own(new StreamedVocoder(_vocoder));
    }

    public void Dispose()
    {
        _owned.ForEach(static owned => owned.Dispose());
        _scope.Dispose();
    }

    [Fact]
    public void Every_frame_becomes_its_samples_however_it_arrives()
    {
        foreach (var sizes in (int[][])[[10, 3, 9], [3, 4, 20, 1], [8, 8], [5, 0], [30]])
        {
            var stream = Own(new HiftStream(1));

            var samples = Chunks(sizes).Select(chunk => _streamed.Step([chunk(stream)])[0].shape[0]).Sum();

            Assert.Equal(480 * sizes.Sum(), samples);
            Assert.True(stream.IsFinished);
        }
    }

    [Fact]
    public void An_utterance_in_one_chunk_is_what_the_vocoder_renders()
    {
        var mel = Mel(9, seed: 3);
        var noise = randn(9 * 480, 9);

        var streamed = _streamed.Step([new HiftChunk(Own(new HiftStream(1)), mel, Last: true) { Noise = noise }])[0];

        Equal(_vocoder.Render(mel.unsqueeze(0), noise.unsqueeze(0)).Wave[0], streamed);
    }

    [Fact]
    public void A_seed_gives_the_same_samples_again_and_another_seed_does_not()
    {
        var first = Speak(new HiftStream(5), 12, 10);

        Equal(first, Speak(new HiftStream(5), 12, 10));
        Assert.True((first - Speak(new HiftStream(6), 12, 10)).abs().max().ToDouble() > 100 * Tolerance);
    }

    [Fact]
    public void Utterances_in_one_step_sound_as_each_alone()
    {
        var (first, second, third) = (Own(new HiftStream(1)), Own(new HiftStream(2)), Own(new HiftStream(3)));

        var begin = _streamed.Step(
            [new(first, Mel(12, 1), false), new(second, Mel(12, 2), false), new(third, Mel(4, 3), false)]);
        var end = _streamed.Step(
            [new(first, Mel(7, 4), true), new(second, Mel(9, 5), true), new(third, Mel(11, 6), true)]);

        Equal(Alone(1, (12, 1), (7, 4)), cat([begin[0], end[0]]));
        Equal(Alone(2, (12, 2), (9, 5)), cat([begin[1], end[1]]));
        Equal(Alone(3, (4, 3), (11, 6)), cat([begin[2], end[2]]));
    }

    [Fact]
    public void A_step_that_failed_can_be_repeated()
    {
        var (good, broken) = (Own(new HiftStream(8)), Own(new HiftStream(9)));
        var begin = _streamed.Step([new HiftChunk(good, Mel(12, 1), false)])[0];

        Assert.ThrowsAny<Exception>(
            () => _streamed.Step([new(good, Mel(5, 2), true), new(broken, zeros(3, 10), true)]));
        var end = _streamed.Step([new HiftChunk(good, Mel(5, 2), true)])[0];

        Equal(Alone(8, (12, 1), (5, 2)), cat([begin, end]));
    }

    private static Tensor Mel(int frames, ulong seed)
    {
        using var generator = new Generator(seed);
        return randn([6, frames], generator: generator) - 4;
    }

    private static IEnumerable<Func<HiftStream, HiftChunk>> Chunks(int[] sizes)
        => sizes.Select<int, Func<HiftStream, HiftChunk>>((frames, number) =>
            stream => new HiftChunk(stream, Mel(frames, (ulong)number), Last: number == sizes.Length - 1));

    private Tensor Alone(ulong seed, params (int Frames, ulong Seed)[] chunks)
    {
        var stream = Own(new HiftStream(seed));
        return cat([.. chunks.Select((chunk, number) => _streamed.Step(
            [new HiftChunk(stream, Mel(chunk.Frames, chunk.Seed), Last: number == chunks.Length - 1)])[0])]);
    }

    private Tensor Speak(HiftStream stream, params int[] sizes)
    {
        Own(stream);
        return cat([.. Chunks(sizes).Select(chunk => _streamed.Step([chunk(stream)])[0])]);
    }

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, Tolerance);
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
