namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

public sealed class BFloat16VoiceTests(BFloat16Voice voice) : IClassFixture<BFloat16Voice>
{
    [Fact]
    public void A_reply_becomes_sound_and_its_lane_takes_half_the_memory()
    {
        var (place, ends) = voice.Think(0, "Hello there, how are you today?");

        var (samples, announced) = voice.Say(place, ends);

        var language = voice.Models.Language;
        Assert.Equal(announced, samples.Length);
        Assert.Contains(samples, static sample => sample != 0);
        Assert.Equal(
            2 * language.MaximumLength * language.Configuration.Decoder.CacheElementsPerPosition,
            voice.Models.BytesOfPlace - voice.Models.BytesOfSpeech);
    }
}
