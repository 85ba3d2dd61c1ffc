using MinMo.Abstractions.Streams;
using MinMo.Gateways.Realtime.Audio;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Tests.Realtime;

public sealed class CallerAudioTests
{
    private static readonly AudioFormat Pcm16 = new(AudioFormat.PcmType, 16_000);

    [Fact]
    public void Samples_cut_between_two_appends_are_put_together()
    {
        var caller = new CallerAudio();

        var pieces = new List<AudioReceived>();
        pieces.AddRange(caller.Append(Pcm16, [0x01, 0x02, 0x03]));
        pieces.AddRange(caller.Append(Pcm16, [0x04]));
        pieces.AddRange(caller.Append(Pcm16, [0x05, 0x06]));

        Assert.Equal([0x0201, 0x0403, 0x0605], pieces.SelectMany(piece => piece.Samples).Select(sample => (int)sample));
    }

    [Theory]
    [InlineData(AudioFormat.PcmType, 24_000, 960)]
    [InlineData(AudioFormat.PcmType, 8_000, 320)]
    [InlineData(AudioFormat.MuLawType, null, 160)]
    [InlineData(AudioFormat.ALawType, null, 160)]
    public void Twenty_milliseconds_of_every_format_are_320_samples(string type, int? rate, int bytes)
    {
        var caller = new CallerAudio();

        var pieces = caller.Append(new AudioFormat(type, rate), new byte[bytes]);

        Assert.Equal(320, pieces.Sum(piece => piece.Samples.Length));
        Assert.Equal(320, caller.End.Samples);
    }

    [Fact]
    public void A_burst_is_cut_into_pieces_that_join_without_a_gap()
    {
        var caller = new CallerAudio();

        var pieces = caller.Append(AudioFormat.Pcm24, new byte[480_000]);

        long end = 0;
        foreach (var piece in pieces)
        {
            Assert.Equal(end, piece.From.Samples);
            Assert.InRange(piece.Samples.Length, 1, 8_000);
            end += piece.Samples.Length;
        }

        Assert.Equal(160_000, end);
    }
}
