using MinMo.Training.Evaluation.Voice;

namespace MinMo.Training.Tests.Evaluation;

public sealed class VoiceFiguresTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData("table", 2)]
    [InlineData("make", 1)]
    [InlineData("banana", 3)]
    [InlineData("two hundred", 3)]
    [InlineData("the", 1)]
    [InlineData("shh", 1)]
    public void Syllables_are_groups_of_vowels(string text, int syllables)
        => Assert.Equal(syllables, SyllableCount.Of(text));

    [Fact]
    public void Rate_counts_from_first_to_last_sound()
    {
        float[] speech = [.. new float[Rate], .. Buzz(Rate / 2), .. new float[Rate]];

        Assert.Equal(6, VoiceFigures.Measure(speech, "banana").SyllablesPerSecond, 0.2);
    }

    [Fact]
    public void Louder_is_louder_by_its_gain()
    {
        var quiet = VoiceFigures.Measure(Buzz(Rate), "banana");
        var loud = VoiceFigures.Measure([.. Buzz(Rate).Select(sample => 2 * sample)], "banana");

        Assert.Equal(6.02, loud.LevelDbfs - quiet.LevelDbfs, 0.01);
    }

    [Fact]
    public void Whisper_is_not_voiced()
    {
        var random = new Random(1);
        float[] noise = [.. Enumerable.Range(0, Rate).Select(_ => (float)(0.2 * ((2 * random.NextDouble()) - 1)))];

        Assert.Equal(1, VoiceFigures.Measure(Buzz(Rate), "banana").VoicedShare, 0.02);
        Assert.InRange(VoiceFigures.Measure(noise, "banana").VoicedShare, 0, 0.05);
    }

    [Fact]
    public void Silence_has_no_figures()
        => Assert.Throws<ArgumentException>(() => VoiceFigures.Measure(new float[Rate], "banana"));

    [Fact]
    public void Words_are_counted_where_they_are_recognized()
    {
        var tally = new WordTally();
        tally.Add("season of crazy", "chief of crazy");
        tally.Add("crazy", "series");

        Assert.Equal(2.0 / 4, tally.Recognized(_ => true));
        Assert.Equal(0.5, tally.Recognized(word => word == "crazy"));
        Assert.Equal(["season"], tally.NeverRecognized());
        Assert.Equal(double.NaN, tally.Recognized(word => word == "absent"));
    }

    // 120 Hz with its harmonics.
    private static float[] Buzz(int samples) =>
    [
        .. Enumerable.Range(0, samples).Select(at => (float)Enumerable.Range(1, 8).Sum(harmonic =>
            0.05 * Math.Sin(Math.Tau * 120 * harmonic * at / Rate))),
    ];
}
