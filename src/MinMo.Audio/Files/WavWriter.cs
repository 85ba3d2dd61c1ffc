using System.Buffers.Binary;
using MinMo.Audio.Samples;

namespace MinMo.Audio.Files;

/// <summary>Writes 16-bit WAV, mono or stereo, as the samples come.</summary>
/// <remarks>The header first states an unknown length, and the true one on disposal if the stream can seek: a
/// recording whose program was killed is still readable. Not thread-safe.</remarks>
public sealed class WavWriter : IDisposable
{
    private const int HeaderBytes = 44;
    private const int SampleBytes = 2;
    private const uint UnknownLength = uint.MaxValue;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly long _start;
    private long _dataBytes;
    private bool _disposed;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Writable; stays where the last sample ends.</param>
    /// <param name="sampleRate">Frames per second, in Hz.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="leaveOpen">Whether disposing the writer leaves the stream open.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of channels, or no rate.</exception>
    public WavWriter(Stream stream, int sampleRate, int channels, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _start = stream.CanSeek ? stream.Position : 0;
        SampleRate = sampleRate;
        Channels = channels;
        WriteHeader(UnknownLength);
    }

    /// <summary>Frames per second, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Samples per frame.</summary>
    public int Channels { get; }

    /// <summary>Whole frames written so far.</summary>
    public long Frames => _dataBytes / (SampleBytes * Channels);

    /// <summary>Starts a file, in place of one that may be there.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static WavWriter Create(string path, int sampleRate, int channels = 1)
        => new(File.Create(path), sampleRate, channels);

    /// <summary>Appends interleaved samples.</summary>
    /// <exception cref="InvalidOperationException">The file would exceed the 4 GiB of its format; nothing was written.</exception>
    public void Write(ReadOnlySpan<short> samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_dataBytes + ((long)samples.Length * SampleBytes) > UnknownLength - 1 - HeaderBytes)
        {
            throw new InvalidOperationException("a WAV file holds at most 4 GiB; start another");
        }

        Span<byte> bytes = stackalloc byte[4096];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, bytes.Length / SampleBytes);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes[(i * SampleBytes)..], samples[i]);
            }

            _stream.Write(bytes[..(count * SampleBytes)]);
            _dataBytes += count * SampleBytes;
            samples = samples[count..];
        }
    }

    /// <summary>Appends interleaved samples in [-1, 1]; what lies beyond is limited.</summary>
    /// <exception cref="InvalidOperationException">The file would exceed the 4 GiB of its format.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        Span<short> part = stackalloc short[1024];
        while (!samples.IsEmpty)
        {
            int count = Math.Min(samples.Length, part.Length);
            Pcm.ToInt16(samples[..count], part);
            Write(part[..count]);
            samples = samples[count..];
        }
    }

    /// <summary>Puts the true length into the header, if the stream can seek.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_stream.CanSeek)
        {
            long end = _stream.Position;
            _stream.Position = _start;
            WriteHeader((uint)_dataBytes);
            _stream.Position = end;
        }

        if (_leaveOpen)
        {
            _stream.Flush();
        }
        else
        {
            _stream.Dispose();
        }
    }

    private void WriteHeader(uint dataBytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[4..], dataBytes == UnknownLength ? UnknownLength : dataBytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 1); // PCM
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)((long)SampleRate * Channels * SampleBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(Channels * SampleBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 8 * SampleBytes);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataBytes);
        _stream.Write(header);
    }
}
