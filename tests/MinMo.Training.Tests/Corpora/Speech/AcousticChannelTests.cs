using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;

namespace MinMo.Training.Tests.Corpora.Speech;

public sealed class AcousticChannelTests
{
    private const int Start = 4_000;
    private const int End = 12_000;

    [Fact]
    public void Speech_has_the_level_of_the_channel()
    {
        var heard = new AcousticChannel { Level = -31 }.Apply(Tone(1_000), Start, End, new Random(1));

        Assert.Equal(-31, Level(heard, Start, End), 0.01);
    }

    [Fact]
    public void Noise_lies_below_the_speech_by_the_ratio()
    {
        var channel = new AcousticChannel { Level = -20, SignalToNoise = 25 };

        var heard = channel.Apply(Tone(1_000), Start, End, new Random(1));

        Assert.Equal(-45, Level(heard, 0, Start), 3.0);
    }

    [Theory]
    [InlineData("mu-law")]
    [InlineData("a-law")]
    public void A_telephone_lets_the_middle_through_and_neither_hum_nor_treble(string telephone)
    {
        var channel = new AcousticChannel { Level = -20, Telephone = telephone };

        Assert.Equal(-20, Level(channel.Apply(Tone(1_000), Start, End, new Random(1)), Start, End), 1.0);
        Assert.True(Level(channel.Apply(Tone(80), Start, End, new Random(1)), Start, End) < -38);
        Assert.True(Level(channel.Apply(Tone(5_000), Start, End, new Random(1)), Start + 500, End - 500) < -60);
    }

    [Fact]
    public void A_room_rings_on_and_falls_by_sixty_decibels_in_its_time()
    {
        var click = new float[16_000];
        click[0] = 1;

        var heard = new Room(Reverberation: 0.3, DirectToReverberant: 0).Apply(click, new Random(1));

        var early = Level(heard, 800, 1_600);
        var late = Level(heard, 800 + 2_400, 1_600 + 2_400);
        Assert.Equal(-30, late - early, 3.0);
        Assert.Equal(0, Level(heard, 1, 4_800) + (10 * Math.Log10(4_799)), 0.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_channel_and_sound()
    {
        var first = AcousticChannel.Draw(new Random(8));
        var second = AcousticChannel.Draw(new Random(8));

        Assert.Equal(first, second);
        Assert.Equal(
            first.Apply(Tone(500), Start, End, new Random(2)), second.Apply(Tone(500), Start, End, new Random(2)));
    }

    [Fact]
    public void Drawn_channels_have_the_promised_shares()
    {
        var random = new Random(3);

        var drawn = Enumerable.Range(0, 2_000).Select(_ => AcousticChannel.Draw(random)).ToArray();

        Assert.Equal(0.35, drawn.Average(static one => one.Room is null ? 0.0 : 1), 0.04);
        Assert.Equal(0.25, drawn.Average(static one => one.Telephone is null ? 0.0 : 1), 0.04);
        Assert.All(drawn, static one => Assert.InRange(one.Level, -35, -12));
    }

    // Speech is a tone between the two places, silence elsewhere.
    private static float[] Tone(double hertz)
    {
        var tone = new float[16_000];
        for (var at = Start; at < End; at++)
        {
            tone[at] = 0.1f * (float)Math.Sin(Math.Tau * hertz * at / SpeechCorpus.SampleRate);
        }

        return tone;
    }

    private static double Level(float[] heard, int start, int end) => AudioLevel.Measure(heard.AsSpan(start..end)).RmsDbfs;
}
