using MinMo.Audio.Samples;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Training.Tests.Evaluation;

public sealed class HeldOutCallersTests
{
    [Theory]
    [InlineData(CallerSound.Clean)]
    [InlineData(CallerSound.Telephone)]
    [InlineData(CallerSound.Noise)]
    public async Task Same_seed_says_the_same(CallerSound sound)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not installed");
        var request = new CallerRequest("good morning", 0, 3) { Sound = sound };

        var first = await new HeldOutCallers(1).SpeakAsync(request, TestContext.Current.CancellationToken);
        var second = await new HeldOutCallers(1).SpeakAsync(request, TestContext.Current.CancellationToken);
        var other = await new HeldOutCallers(2).SpeakAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(first.Samples, second.Samples);
        Assert.NotEqual(first.Samples, other.Samples);
    }

    [Fact]
    public async Task Speech_lies_where_it_is_said_to()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flite"), "flite is not installed");

        var (said, samples) = await new HeldOutCallers(1).SpeakAsync(new CallerRequest("good morning", 2, 0), TestContext.Current.CancellationToken);

        Assert.InRange(AudioLevel.Measure(samples.AsSpan(said.SpeechStart..said.SpeechEnd)).RmsDbfs, -24, -22);
        Assert.True(AudioLevel.Measure(samples.AsSpan(said.SpeechEnd)).RmsDbfs < -60);
    }

    [Fact]
    public void Last_of_three_voices_is_of_flite()
    {
        Assert.Equal(3, HeldOutCallers.Voices.Count);
        Assert.StartsWith("flite", HeldOutCallers.Voices[^1], StringComparison.Ordinal);
    }
}
