using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Speech;

public sealed class SpeechExtentTests
{
    [Fact]
    public void Words_are_found_between_silences()
    {
        short[] samples = [.. Tone(0, 400), .. Tone(8_000, 600), .. Tone(0, 200)];

        var (onset, end) = SpeechExtent.Of(samples);

        Assert.Equal((TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(1000)), (onset, end));
    }

    [Fact]
    public void A_click_is_no_word()
    {
        short[] samples = [.. Tone(0, 100), .. Tone(8_000, 10), .. Tone(0, 300), .. Tone(8_000, 500)];

        var (onset, end) = SpeechExtent.Of(samples);

        Assert.Equal((TimeSpan.FromMilliseconds(410), TimeSpan.FromMilliseconds(910)), (onset, end));
    }

    [Fact]
    public void Silence_is_taken_whole()
    {
        var (onset, end) = SpeechExtent.Of(Tone(0, 250));

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMilliseconds(250)), (onset, end));
    }

    private static short[] Tone(short amplitude, int milliseconds)
        => [.. Enumerable.Range(0, milliseconds * 16).Select(at => at % 2 == 0 ? amplitude : (short)-amplitude)];
}
