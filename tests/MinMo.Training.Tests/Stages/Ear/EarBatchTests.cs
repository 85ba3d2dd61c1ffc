using MinMo.Models.SpeechEncoder;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Ear;

namespace MinMo.Training.Tests.Stages.Ear;

public sealed class EarBatchTests
{
    [Fact]
    public void A_batch_depends_on_seed_and_step_alone()
    {
        var lengths = Enumerable.Range(1, 300).Select(length => (long)length * 100).ToArray();
        var (first, second) = (new BatchChooser(lengths, 60_000, 7), new BatchChooser(lengths, 60_000, 7));
        first.Choose(3);

        Assert.Equal(second.Choose(41), first.Choose(41));
        Assert.NotEqual(first.Choose(41), first.Choose(42));
    }

    [Fact]
    public void A_batch_keeps_within_its_budget_with_padding()
    {
        var random = new Random(1);
        var lengths = Enumerable.Range(0, 500).Select(_ => (long)random.Next(8_000, 100_000)).ToArray();
        var chooser = new BatchChooser(lengths, 400_000, 7);

        for (var step = 0; step < 200; step++)
        {
            var batch = chooser.Choose(step);
            Assert.Equal(batch.Length, batch.Distinct().Count());
            Assert.InRange(batch.Length * batch.Max(index => lengths[index]), 1, 400_000);
        }
    }

    [Fact]
    public void Every_second_of_speech_is_heard_about_equally_often()
    {
        var lengths = Enumerable.Range(0, 400).Select(index => 10_000L + (index * 200)).ToArray();
        var chooser = new BatchChooser(lengths, 800_000, 9);
        var heard = new double[400];
        for (var step = 0; step < 4_000; step++)
        {
            foreach (var index in chooser.Choose(step))
            {
                heard[index]++;
            }
        }

        var (shorter, longer) = (heard[40..180].Average(), heard[220..360].Average());
        Assert.InRange(longer / shorter, 0.85, 1.15);
    }

    [Fact]
    public void Augmented_frames_are_whole_ticks_and_the_same_for_the_same_step()
    {
        var frames = Enumerable.Range(0, 80 * 80).Select(index => (float)Math.Sin(index / 90.0)).ToArray();
        var augmentation = new FeatureAugmentation();
        for (var step = 0; step < 20; step++)
        {
            var warped = augmentation.Warp(frames, 80, 8, StepRandom.Of(1, step));
            Assert.Equal(0, warped.Length % (8 * 80));
            Assert.Equal(warped, augmentation.Warp(frames, 80, 8, StepRandom.Of(1, step)));
        }
    }

    [Fact]
    public void Padding_is_zero_and_a_plain_batch_holds_the_rows_of_each_utterance()
    {
        var sizes = new SpeechEncoderConfiguration();
        var features = new SpeechFeatures(sizes);
        var examples = new Tones();
        var batch = new EarBatches(examples, features, new FeatureAugmentation()).Plain([0, 1]);

        var rows = batch.Rows;
        var alone = features.Rows(EarBatches.FloatsOf(examples.SamplesOf(1)));
        Assert.Equal(alone, rows[1].narrow(0, 0, batch.Lengths[1]).contiguous().data<float>().ToArray());
        Assert.Equal(0, rows[1].narrow(0, batch.Lengths[1], batch.RowCount - batch.Lengths[1]).abs().sum().item<float>());
        rows.Dispose();
    }

    [Fact]
    public void Added_noise_has_the_level_that_was_asked_for()
    {
        var speech = Enumerable.Range(0, 40_000).Select(n => 0.3f * MathF.Sin(n / 7f)).ToArray();
        var noisy = speech.ToArray();

        new NoiseBank(3).AddTo(noisy, ratio: 20, new Random(5));

        var noise = noisy.Zip(speech).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.Equal(20, 10 * Math.Log10(speech.Sum(sample => (double)sample * sample) / noise), 1.0); // a piece of the bank
    }

    [Fact]
    public void Letters_come_back_from_their_units()
    {
        var units = RecognitionUnits.Characters;

        Assert.Equal("it's ten no", units.Decode(units.Encode("it's ten, no.")));
    }

    private sealed class Tones : ISpokenExamples
    {
        private readonly short[][] _samples =
            [.. new[] { 20_000, 9_000 }.Select(count => Enumerable.Range(0, count).Select(n => (short)(9_000 * Math.Sin(n / 9.0))).ToArray())];

        public int Count => 2;

        public string TextOf(int index) => "a tone";

        public int SampleCountOf(int index) => _samples[index].Length;

        public ReadOnlySpan<short> SamplesOf(int index) => _samples[index];

        public bool IsClear(int index) => true;

        public string GroupOf(int index) => "seen";

        public void Refresh()
        {
        }
    }
}
