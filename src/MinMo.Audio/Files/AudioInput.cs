namespace MinMo.Audio.Files;

/// <summary>A stream that knows its name and place, so that every failure can tell them.</summary>
internal sealed class AudioInput(Stream stream, string name)
{
    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Reads until the span is full or the stream ends.</summary>
    public int ReadUpTo(Span<byte> bytes)
    {
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Position += count;
        return count;
    }

    public void Fill(Span<byte> bytes)
    {
        if (ReadUpTo(bytes) < bytes.Length)
        {
            throw CutShort();
        }
    }

    public void Skip(long count)
    {
        Span<byte> bytes = stackalloc byte[4096];
        for (; count > 0; count -= Math.Min(count, bytes.Length))
        {
            Fill(bytes[..(int)Math.Min(count, bytes.Length)]);
        }
    }

    public AudioFormatException Failure(string reason) => Failure(Position, reason);

    public AudioFormatException Failure(long position, string reason) => new(name, position, reason);

    public AudioFormatException CutShort() => Failure("the file ends too early");
}
