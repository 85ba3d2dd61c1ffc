using MinMo.Models.Whisper;

namespace MinMo.Models.Tests.Whisper;

public sealed class WhisperRecognizerTests(InstalledRecognizer installed) : IClassFixture<InstalledRecognizer>
{
    private static readonly float[] BestOfTimes = InstalledRecognizer.Wave("transcribe-full", 0);
    private static readonly float[] SpringOfHope = InstalledRecognizer.Wave("transcribe-short", 0);
    private static readonly float[] EverTried = InstalledRecognizer.Wave("transcribe-batch", 0);
    private static readonly float[] HearMe = InstalledRecognizer.Wave("transcribe-batch", 1);

    [Fact]
    public void Human_speech_is_understood_in_a_short_window()
    {
        var recognition = Hear(BestOfTimes);

        Assert.Equal("It was the best of times, it was the worst of times.", recognition.Text);
        Assert.Equal(RecognitionOutcome.Speech, recognition.Outcome);
        Assert.InRange(recognition.AverageLogProbability, -0.5f, 0);
        Assert.InRange(recognition.NoSpeechProbability, 0, 0.3f);
        Assert.Equal("en", recognition.Language);
    }

    [Fact]
    public void Utterances_of_one_batch_give_what_each_gives_alone()
    {
        WhisperUtterance[] utterances = [new(BestOfTimes), new(HearMe), new(SpringOfHope), new(EverTried)];

        var together = installed.Default.Recognize(utterances);

        var alone = utterances.Select(utterance => installed.Default.Recognize([utterance])[0]);
        Assert.Equal(alone.Select(Signs), together.Select(Signs));
    }

    [Fact]
    public void Silence_behind_the_window_stops_the_loop_of_a_short_one()
    {
        var bare = installed.Open(new WhisperRecognizerSettings { HeardWindow = TimeSpan.Zero, Attempts = 1 });
        var tailed = installed.Open(new WhisperRecognizerSettings { Attempts = 1 });
        WhisperUtterance[] utterances = [new(BestOfTimes), new(SpringOfHope), new(EverTried)];

        Assert.Contains(bare.Recognize(utterances), recognition => recognition.Looped);
        Assert.DoesNotContain(tailed.Recognize(utterances), recognition => recognition.Looped);
    }

    [Fact]
    public void A_loop_is_heard_again_in_a_longer_window()
    {
        var once = installed.Open(new WhisperRecognizerSettings { HeardWindow = TimeSpan.Zero, Attempts = 1 });
        var twice = installed.Open(new WhisperRecognizerSettings { HeardWindow = TimeSpan.Zero, Attempts = 2 });
        WhisperUtterance[] utterances = [new(BestOfTimes), new(SpringOfHope), new(EverTried)];
        var looped = once.Recognize(utterances).Index().Where(pair => pair.Item.Looped).Select(pair => pair.Index);

        var again = twice.Recognize([.. looped.Select(index => utterances[index])]);

        Assert.NotEmpty(again);
        Assert.All(again, recognition => Assert.Equal(2, recognition.Attempts));
        Assert.All(again, recognition => Assert.False(recognition.Looped));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.001f)]
    public void Silence_and_faint_noise_give_no_text(float loudness)
    {
        var random = new Random(1);
        var noise = Enumerable.Range(0, 32_000).Select(_ => loudness * (random.NextSingle() - 0.5f));

        var recognition = Hear([.. noise]);

        Assert.Equal(RecognitionOutcome.NoSpeech, recognition.Outcome);
        Assert.Empty(recognition.Text);
        Assert.InRange(recognition.NoSpeechProbability, 0.6f, 1);
    }

    [Fact]
    public void Nothing_to_hear_is_said_so()
        => Assert.Equal(RecognitionOutcome.NoAudio, Hear([]).Outcome);

    [Fact]
    public void The_stop_mass_is_high_behind_a_sentence_and_low_inside_it()
    {
        var whole = Hear(BestOfTimes);
        var broken = Hear(BestOfTimes[..(BestOfTimes.Length * 2 / 5)]);

        Assert.Equal("It was the best", broken.Text);
        Assert.InRange(broken.StopMass, 0, 0.4f);
        Assert.InRange(whole.StopMass, 0.75f, 1);
    }

    [Fact]
    public void Speech_longer_than_the_window_is_cut_and_joined()
    {
        var speech = new List<float>();
        while (speech.Count < 16_000 * 40)
        {
            speech.AddRange(BestOfTimes);
            speech.AddRange(new float[8_000]);
            speech.AddRange(SpringOfHope);
            speech.AddRange(new float[8_000]);
        }

        var text = Hear([.. speech]).Text;

        Assert.Equal(speech.Count / (BestOfTimes.Length + SpringOfHope.Length + 16_000), Count(text, "best of times"));
        Assert.Equal(Count(text, "best of times"), Count(text, "winter of despair"));
    }

    [Fact]
    public void Previous_text_is_context_and_not_part_of_the_text()
    {
        var recognition = installed.Default.Recognize(
            [new WhisperUtterance(SpringOfHope, Previous: "It was the best of times.<|endoftext|>")])[0];

        Assert.Contains("winter of despair", recognition.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("best of times", recognition.Text, StringComparison.Ordinal);
    }

    private Recognition Hear(float[] samples) => installed.Default.Recognize([new WhisperUtterance(samples)])[0];

    private static (string Text, float Average, float NoSpeech, float Stop) Signs(Recognition recognition)
        => (recognition.Text, recognition.AverageLogProbability, recognition.NoSpeechProbability, recognition.StopMass);

    private static int Count(string text, string phrase) => text.Split(phrase).Length - 1;
}
