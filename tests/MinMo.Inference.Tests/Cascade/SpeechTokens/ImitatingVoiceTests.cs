using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

public sealed class ImitatingVoiceTests(ImitatingVoice voice) : IClassFixture<ImitatingVoice>
{
    [Fact]
    public void The_recording_stands_in_front_of_a_reply_and_is_not_heard()
    {
        var (place, ends) = voice.Think(0, "Hello there, how are you today?");

        var (samples, announced) = voice.Say(place, ends);

        Assert.Equal(100, voice.Models.PromptFrames); // two seconds
        Assert.Equal(place.Speaking.Reply!.Speech.Speech.Count * 960L, announced);
        Assert.Equal(announced, samples.Length);
        Assert.True(place.Speaking.Reply.Past > voice.Models.PromptFrames / 2);
    }

    [Fact]
    public void A_reply_can_be_said_again_without_a_trace_of_the_one_before()
    {
        var (place, ends) = voice.Think(0, "Good morning.");
        var first = voice.Say(place, ends).Samples;
        var (other, otherEnds) = voice.Think(0, "Something else is said here.");
        Assert.IsType<SpeakResult>(voice.Speak(other, TinyVoice.BlockOf(otherEnds, 0)));

        Assert.Equal(first, voice.Say(place, ends).Samples);
    }
}
