using System.Text;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>Reads a pickle from front to back. Nothing is reserved before it is known to be there.</summary>
internal sealed class PickleCursor(MappedFile file, ZipRecord record)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _at;

    public bool IsAtEnd => _at == record.Length;

    public byte ReadByte() => Take(1)[0];

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > record.Length - _at)
        {
            throw Refuse($"the pickle ends before the next {count} bytes");
        }

        var bytes = file.Slice(record.Offset + _at, count);
        _at += count;
        return bytes;
    }

    public string ReadText(long count) => Decode(Take(count));

    /// <summary>A text up to the next line feed, which is taken, too.</summary>
    public string ReadLine()
    {
        var rest = file.Slice(record.Offset + _at, record.Length - _at);
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Refuse("a line does not end");
        }

        var line = Decode(Take(length));
        Take(1);
        return line;
    }

    public CheckpointFormatException Refuse(string reason, Exception? cause = null)
        => new(file.Path, record.Offset + _at, reason, cause);

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw Refuse("a text is not UTF-8", exception);
        }
    }
}
