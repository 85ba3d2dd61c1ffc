using CsCheck;
using MinMo.Audio.Spectra;

namespace MinMo.Audio.Tests.Spectra;

public sealed class StreamingFilterBankTests
{
    private static readonly KaldiFilterBank Bank = new();

    [Fact]
    public void A_growing_signal_gives_the_frames_of_the_whole_whatever_its_pieces()
        => Gen.Select(Gen.Int[0, 4_000], Gen.Int[1, 900].Array[1, 12]).Sample((seed, pieces) =>
        {
            var random = new Random(seed);
            var signal = Enumerable.Range(0, pieces.Sum()).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var streaming = new StreamingFilterBank(Bank, leadingSilence: 0);
            var frames = new List<float>();
            var position = 0;
            foreach (var piece in pieces)
            {
                var fresh = new float[streaming.FramesAfter(piece) * Bank.Bands];
                streaming.Append(signal.AsSpan(position, piece), fresh);
                frames.AddRange(fresh);
                position += piece;
            }

            Assert.Equal(Bank.Compute(signal), frames);
        }, iter: 60);

    [Fact]
    public void With_silence_in_front_every_tick_gives_eight_frames()
    {
        var streaming = new StreamingFilterBank(Bank);

        for (var tick = 0; tick < 5; tick++)
        {
            Assert.Equal(8, streaming.Append(new float[1_280], new float[8 * Bank.Bands]));
        }
    }

    [Fact]
    public void Another_signal_begins_as_the_first_one_did()
    {
        var tone = Enumerable.Range(0, 1_280).Select(n => MathF.Sin(n / 5f)).ToArray();
        var streaming = new StreamingFilterBank(Bank);
        var (first, again) = (new float[8 * Bank.Bands], new float[8 * Bank.Bands]);
        streaming.Append(tone, first);
        streaming.Append(tone, again);
        streaming.Reset();

        streaming.Append(tone, again);

        Assert.Equal(first, again);
    }
}
