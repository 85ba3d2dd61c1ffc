using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

public sealed class TokenVoiceTests(TinyVoice voice) : IClassFixture<TinyVoice>
{
    private const string Text = "Hello there, how are you today? It is a fine day for a walk by the water.";

    [Fact]
    public void A_reply_becomes_sound_that_is_as_long_as_announced()
    {
        var (place, ends) = voice.Think(0, Text);

        var (samples, announced) = voice.Say(place, ends);

        var tokens = place.Speaking.Reply!.Speech.Speech.Count;
        Assert.True(place.Speaking.Reply.Ended);
        Assert.InRange(tokens, 15, 2_000);
        Assert.Equal(tokens * 960L, announced); // 24 kHz, 25 tokens a second
        Assert.Equal(announced, samples.Length);
        Assert.Contains(samples, static sample => sample != 0);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1.5f)]
    [InlineData(2f)]
    public void A_rate_changes_how_long_the_same_speech_takes(float rate)
    {
        var (place, ends) = voice.Think(0, Text);

        var (samples, announced) = voice.Say(place, ends, rate);

        var frames = 2 * place.Speaking.Reply!.Speech.Speech.Count;
        Assert.Equal((int)(frames / rate) * 480L, announced);
        Assert.Equal(announced, samples.Length);
        Assert.Contains(samples, static sample => sample != 0);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(2.5f)]
    [InlineData(float.NaN)]
    public void A_rate_that_the_voice_does_not_have_is_refused(float rate)
    {
        var (place, ends) = voice.Think(0, Text);

        var failed = Assert.IsType<StepFailed>(voice.Speak(place, TinyVoice.BlockOf(ends, 0), rate));

        Assert.Contains("0.5 to 2", failed.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_reply_remembers_what_was_reserved_for_it()
    {
        var (place, ends) = voice.Think(0, string.Concat(Enumerable.Repeat(Text + " ", 4)));

        voice.Say(place, ends);

        var reply = place.Speaking.Reply!;
        Assert.Equal(voice.Models.Flow.Configuration.BytesOfStream, reply.Frames.ByteSize);
        Assert.Equal(voice.Models.Vocoder.Configuration.BytesOfStream, reply.Sound.ByteSize);
        Assert.InRange(
            voice.Models.BytesOfSpeech - reply.Frames.ByteSize - reply.Sound.ByteSize - reply.Unheard.ByteSize,
            0,
            2 * voice.Models.Flow.Configuration.Bands * sizeof(float)); // what another rate takes
    }

    [Fact]
    public void Sound_begins_before_the_text_has_ended()
    {
        var (place, ends) = voice.Think(0, string.Concat(Enumerable.Repeat(Text + " ", 4)));
        var announced = 0L;
        for (var block = 0; (block + 1) * 5 < ends.Length; block++)
        {
            announced += Assert.IsType<SpeakResult>(voice.Speak(place, TinyVoice.BlockOf(ends, block))).Samples;
        }

        Assert.True(announced > 0);
    }

    [Fact]
    public void Two_calls_at_once_sound_as_each_alone()
    {
        (string Text, int Slot)[] calls = [(Text, 0), ("Good morning. What can I do for you?", 1)];
        short[][] alone = [.. calls.Select(call =>
        {
            var (place, ends) = voice.Think(call.Slot, call.Text);
            return voice.Say(place, ends).Samples;
        })];

        var together = voice.SayTogether([.. calls.Select(call => voice.Think(call.Slot, call.Text))]);

        for (var call = 0; call < alone.Length; call++)
        {
            Assert.Equal(alone[call].Length, together[call].Length);
            Assert.All(alone[call].Zip(together[call]), static pair => Assert.InRange(pair.First - pair.Second, -40, 40));
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1.5f)]
    public void A_render_that_failed_in_the_vocoder_can_be_run_again(float rate)
    {
        var (first, ends) = voice.Think(0, Text);
        var undisturbed = voice.Say(first, ends, rate).Samples;
        var (second, _) = voice.Think(0, Text);

        var failures = 0;
        using var breaking = new BreakingVocoder(voice.Models.Vocoder.Vocoder);
        var samples = voice.Say(second, ends, rate, () =>
        {
            breaking.FailNext();
            failures++;
        }).Samples;

        Assert.InRange(failures, 2, 1_000);
        Assert.Equal(failures, breaking.Failures);
        Assert.Equal(undisturbed, samples);
    }

    [Fact]
    public void Text_without_words_is_complete_and_silent()
    {
        var (place, ends) = voice.Think(0, " ");

        var spoken = Assert.IsType<SpeakResult>(voice.Speak(place, TinyVoice.BlockOf(ends, 0)));

        Assert.Equal((0, true), (spoken.Samples, spoken.Complete));
    }

    [Fact]
    public void What_was_hushed_cannot_be_rendered_nor_gone_on_with()
    {
        var (place, ends) = voice.Think(0, Text);
        var spoken = Assert.IsType<SpeakResult>(voice.Speak(place, TinyVoice.BlockOf(ends, 0)));
        place.Speaking.Hush();

        Assert.IsType<StepFailed>(voice.Render(place, spoken.Block));
        Assert.IsType<StepFailed>(voice.Speak(place, TinyVoice.BlockOf(ends, 1)));
    }

    [Fact]
    public void Tokens_that_were_forgotten_are_refused()
    {
        var (place, ends) = voice.Think(0, Text);
        place.Forget(0);

        var failed = Assert.IsType<StepFailed>(voice.Speak(place, TinyVoice.BlockOf(ends, 0)));

        Assert.Equal(StepFailure.Invalid, failed.Failure);
    }
}
