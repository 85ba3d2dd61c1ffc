using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Callers;

public sealed class CallerMicrophoneTests
{
    [Fact]
    public void Sounds_are_mixed_and_end_by_themselves()
    {
        var microphone = new CallerMicrophone();
        microphone.Start(Constant(100, 480));
        var first = microphone.Read();
        microphone.Start(Constant(30_000, 320));
        microphone.Start(Constant(30_000, 320));
        var second = microphone.Read();

        Assert.All(first, sample => Assert.Equal(100, sample));
        Assert.All(second, sample => Assert.Equal(short.MaxValue, sample));
        Assert.All(microphone.Read(), sample => Assert.Equal(0, sample));
    }

    private static CallerSpeech Constant(short value, int samples)
    {
        var all = new short[samples];
        all.AsSpan().Fill(value);
        return CallerSpeech.Of(all, "");
    }
}
