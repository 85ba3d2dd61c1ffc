using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Speech;

public sealed class CallerCorpusTests
{
    private static readonly CallerSentence Sentence = new("what time is it now please", "time", "time 1", false);

    [Fact]
    public async Task Speech_lies_where_the_description_says()
    {
        var spoken = await RecordAsync(pauses: 0);

        var step = SpeechCorpus.SampleRate / 100;
        var (start, end) = SpeechEdges.Find(spoken.Samples);
        Assert.InRange(start - spoken.Description.SpeechStart, Rim - step, Rim + step);
        Assert.InRange(spoken.Description.SpeechEnd - end, Rim - step, Rim + step);
    }

    [Fact]
    public async Task A_pause_is_silence_between_two_words_and_is_written_down()
    {
        var spoken = await RecordAsync(pauses: 1);

        var pause = Assert.Single(spoken.Description.Pauses);
        Assert.Equal(
            Sentence.Text, string.Join(' ', spoken.Description.Text.Split(' ').Where(static word => word is not ("uh" or "um"))));
        Assert.Equal(pause.Hesitation, spoken.Description.Text != Sentence.Text);
        var inside = spoken.Samples.AsSpan(pause.Start, pause.Length);
        Assert.Equal(pause.Hesitation, inside.ContainsAnyExcept(0f));
        Assert.InRange(pause.Length, SpeechCorpus.SampleRate / 5, SpeechCorpus.SampleRate * 3);
        Assert.NotEqual(0, spoken.Samples[pause.Start - Rim - 1]);
    }

    [Fact]
    public async Task Shifted_formants_raise_the_pitch_and_shorten_the_speech()
    {
        var usual = await SayAsync(formants: 1);
        var shifted = await SayAsync(formants: 1.1);

        Assert.Equal(1.1, (double)usual.Length / shifted.Length, 0.01);
    }

    [Fact]
    public void Voices_held_out_are_never_drawn_for_training()
    {
        var voices = new CallerVoices(new ToneSpeaker());
        var random = new Random(4);

        var drawn = Enumerable.Range(0, 5_000).Select(_ => voices.Draw(random).Name).ToHashSet();

        Assert.Contains("tone", drawn);
        Assert.DoesNotContain(drawn, static name
            => name.EndsWith("rms", StringComparison.Ordinal)
            || name.EndsWith("+m7", StringComparison.Ordinal)
            || name.EndsWith("+f4", StringComparison.Ordinal));
        Assert.InRange(drawn.Count, 400, 700);
    }

    [Fact]
    public void Three_voices_are_held_out_one_of_them_of_flite()
        => Assert.Equal(
            ["espeak en-gb-scotland+m7", "espeak en-029+f4", "flite rms"],
            CallerVoices.HeldOut.Select(static voice => voice.Name));

    [Theory]
    [InlineData("espeak-ng")]
    [InlineData("flite")]
    public async Task An_installed_synthesizer_speaks_faster_when_asked(string program)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), $"{program} is not installed");
        ISpeaker speaker = program == "flite" ? new FliteSpeaker("slt") : new EspeakSpeaker("en-us", "f2");
        var cancel = TestContext.Current.CancellationToken;

        var usual = await speaker.SpeakAsync("good morning to you", SpeakingManner.Usual, cancel);
        var fast = await speaker.SpeakAsync("good morning to you", new SpeakingManner { Rate = 1.25 }, cancel);

        Assert.InRange(usual.Length, SpeechCorpus.SampleRate / 2, SpeechCorpus.SampleRate * 2);
        Assert.InRange(fast.Length, usual.Length * 0.7, usual.Length * 0.9);
    }

    [Fact]
    public async Task A_missing_synthesizer_is_named()
    {
        var missing = await Assert.ThrowsAsync<SpeechProgramException>(
            () => SpeechProgram.RunAsync("no-such-speech", [], TestContext.Current.CancellationToken));

        Assert.Contains("no-such-speech", missing.Message, StringComparison.Ordinal);
    }

    private static int Rim => SpeechCorpus.SampleRate / 50;

    private static ValueTask<SpokenUtterance> RecordAsync(int pauses)
    {
        var delivery = new CallerDelivery(new ToneSpeaker(), SpeakingManner.Usual, Formants: 1, pauses);
        return new CallerRecording(Sentence, delivery, HeldOutVoice: false)
            .SpeakAsync(new Random(6), TestContext.Current.CancellationToken);
    }

    private static async Task<float[]> SayAsync(double formants)
    {
        var delivery = new CallerDelivery(new ToneSpeaker(), SpeakingManner.Usual, formants, Pauses: 0);
        return (await delivery.SpeakAsync("hello", new Random(1), TestContext.Current.CancellationToken)).Speech;
    }
}
