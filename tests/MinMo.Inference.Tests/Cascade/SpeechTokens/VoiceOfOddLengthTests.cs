namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

public sealed class VoiceOfOddLengthTests(VoiceOfOddLength voice) : IClassFixture<VoiceOfOddLength>
{
    [Fact]
    public void A_first_mask_chunk_with_too_few_frames_for_sound_waits_for_the_next()
    {
        var (place, ends) = voice.Think(0, "Hello there, how are you today?");

        var (samples, announced) = voice.Say(place, ends);

        Assert.Equal(48, voice.Models.PromptFrames);
        Assert.Equal(announced, samples.Length);
        Assert.Contains(samples, static sample => sample != 0);
    }
}
