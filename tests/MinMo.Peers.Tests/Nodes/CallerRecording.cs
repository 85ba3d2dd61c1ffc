using System.Buffers.Binary;
using System.Text;

namespace MinMo.Peers.Tests.Nodes;

/// <summary>A recording of tones and silence: a scripted engine takes loud ticks for speech.</summary>
internal sealed class CallerRecording(int rateHz)
{
    // Mean absolute sample 12,000: above the level that stands for a speech probability of 1.
    private const double Amplitude = 12_000 * Math.PI / 2;
    private readonly List<short> _samples = [];

    public CallerRecording Silent(double seconds)
    {
        _samples.AddRange(new short[(int)(seconds * rateHz)]);
        return this;
    }

    public CallerRecording Speaking(double seconds)
    {
        for (int i = 0; i < (int)(seconds * rateHz); i++)
        {
            _samples.Add((short)(Amplitude * Math.Sin(2 * Math.PI * 300 * i / rateHz)));
        }

        return this;
    }

    /// <summary>16-bit little-endian PCM without a header.</summary>
    public byte[] ToPcm()
    {
        byte[] bytes = new byte[_samples.Count * 2];
        for (int i = 0; i < _samples.Count; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), _samples[i]);
        }

        return bytes;
    }

    /// <summary>A WAV file; the folder is made if need be.</summary>
    public string WriteTo(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] pcm = ToPcm();
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Encoding.ASCII.GetBytes("RIFF"));
        writer.Write(36 + pcm.Length);
        writer.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rateHz);
        writer.Write(rateHz * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write(Encoding.ASCII.GetBytes("data"));
        writer.Write(pcm.Length);
        writer.Write(pcm);
        return path;
    }
}
