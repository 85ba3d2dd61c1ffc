using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>Finds the records of a zip archive (PKWARE APPNOTE 6.3) whose records are stored, not compressed, as
/// torch.save writes it; with zip64 fields where there are any. What a directory says is believed only where the file
/// agrees.</summary>
internal sealed class ZipArchiveReader(MappedFile file)
{
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint LargeEndSignature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LargeEndBytes = 56;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const uint InExtraField = uint.MaxValue;

    private readonly record struct Directory(long Offset, long Length, ulong Count, long Position);

    /// <exception cref="CheckpointFormatException">It is not such an archive, or one that contradicts itself.</exception>
    public Dictionary<string, ZipRecord> Read()
    {
        var directory = FindDirectory();
        if (directory.Offset > directory.Position - directory.Length)
        {
            throw Refuse(directory.Position, "the directory does not lie before its end");
        }

        var records = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        var at = directory.Offset;
        for (ulong i = 0; i < directory.Count; i++)
        {
            at = ReadEntry(at, directory, records);
        }

        return at == directory.Offset + directory.Length
            ? records
            : throw Refuse(at, "the directory has another length than it should have");
    }

    private Directory FindDirectory()
    {
        var at = FindEnd();
        var end = file.Slice(at, EndBytes);
        var disks = (UInt16(end, 4), UInt16(end, 6));
        var (here, count) = (UInt16(end, 8), UInt16(end, 10));
        var (length, offset) = (UInt32(end, 12), UInt32(end, 16));
        if (count == ushort.MaxValue || length == InExtraField || offset == InExtraField)
        {
            return FindLargeDirectory(at);
        }

        if (disks != (0, 0) || here != count)
        {
            throw Refuse(at, "the archive is spread over several files");
        }

        return new Directory(offset, length, count, at);
    }

    private long FindEnd()
    {
        var lowest = Math.Max(0, file.Length - EndBytes - ushort.MaxValue);
        for (var at = file.Length - EndBytes; at >= lowest; at--)
        {
            var end = file.Slice(at, EndBytes);
            if (UInt32(end, 0) == EndSignature && at + EndBytes + UInt16(end, 20) == file.Length)
            {
                return at;
            }
        }

        throw Refuse(file.Length, "not a zip archive, or cut short: its end is missing");
    }

    private Directory FindLargeDirectory(long endAt)
    {
        var locatorAt = endAt - LocatorBytes;
        if (locatorAt < 0 || UInt32(file.Slice(locatorAt, LocatorBytes), 0) != LocatorSignature)
        {
            throw Refuse(endAt, "the locator of the zip64 directory is missing");
        }

        var at = UInt64(file.Slice(locatorAt, LocatorBytes), 8);
        if (at > (ulong)Math.Max(0, locatorAt - LargeEndBytes))
        {
            throw Refuse(locatorAt, "the end of the zip64 directory is not in the file");
        }

        var end = file.Slice((long)at, LargeEndBytes);
        if (UInt32(end, 0) != LargeEndSignature || (UInt32(end, 16), UInt32(end, 20)) != (0u, 0u) || UInt64(end, 24) != UInt64(end, 32))
        {
            throw Refuse((long)at, "the end of the zip64 directory is malformed");
        }

        return new Directory(Within(UInt64(end, 48), (long)at), Within(UInt64(end, 40), (long)at), UInt64(end, 32), (long)at);
    }

    private long ReadEntry(long at, Directory directory, Dictionary<string, ZipRecord> records)
    {
        var limit = directory.Offset + directory.Length;
        var head = Slice(at, EntryBytes, limit);
        var (nameLength, extraLength) = (UInt16(head, 28), UInt16(head, 30));
        var next = at + EntryBytes + nameLength + extraLength + UInt16(head, 32);
        if (UInt32(head, 0) != EntrySignature || next > limit)
        {
            throw Refuse(at, "an entry of the directory is malformed");
        }

        CheckStored(head[8..], at);
        var nameBytes = file.Slice(at + EntryBytes, nameLength);
        var name = Utf8.IsValid(nameBytes) ? Encoding.UTF8.GetString(nameBytes) : throw Refuse(at, "a record's name is not UTF-8");
        var extra = new ZipExtraField(file.Slice(at + EntryBytes + nameLength, extraLength));
        var length = Size(UInt32(head, 24), ref extra, at);
        var packed = Size(UInt32(head, 20), ref extra, at);
        var offset = Size(UInt32(head, 42), ref extra, at);
        if (length != packed || UInt16(head, 34) != 0)
        {
            throw Refuse(at, $"the record '{name}' is compressed or on another disk");
        }

        Add(records, name, Locate((Within(offset, at), Within(length, at)), nameBytes, directory.Offset), at);
        return next;
    }

    private void Add(Dictionary<string, ZipRecord> records, string name, ZipRecord record, long at)
    {
        var isFolder = name.EndsWith('/') && record.Length == 0;
        if (!isFolder && !records.TryAdd(name, record))
        {
            throw Refuse(at, $"the record '{name}' occurs twice");
        }
    }

    /// <summary>The content lies behind the record's own head, which must agree with the directory's entry.</summary>
    private ZipRecord Locate((long Head, long Length) record, ReadOnlySpan<byte> name, long limit)
    {
        var head = Slice(record.Head, LocalBytes, limit);
        var nameLength = UInt16(head, 26);
        if (UInt32(head, 0) != LocalSignature || !Slice(record.Head + LocalBytes, nameLength, limit).SequenceEqual(name))
        {
            throw Refuse(record.Head, "a record does not begin where the directory says");
        }

        CheckStored(head[6..], record.Head);
        var start = record.Head + LocalBytes + nameLength + UInt16(head, 28);
        return start <= limit - record.Length
            ? new ZipRecord(start, record.Length)
            : throw Refuse(record.Head, "a record reaches beyond the file");
    }

    private void CheckStored(ReadOnlySpan<byte> flagsAndMethod, long at)
    {
        const int Encrypted = 1;
        if ((UInt16(flagsAndMethod, 0) & Encrypted) != 0 || UInt16(flagsAndMethod, 2) != 0)
        {
            throw Refuse(at, "a record is encrypted or compressed");
        }
    }

    private ulong Size(uint stated, ref ZipExtraField extra, long at)
        => stated != InExtraField ? stated
            : extra.TryRead(out var size) ? size
            : throw Refuse(at, "the zip64 sizes of a record are missing");

    private long Within(ulong value, long at)
        => value <= (ulong)file.Length ? (long)value : throw Refuse(at, $"{value} lies beyond the file");

    private ReadOnlySpan<byte> Slice(long at, int length, long limit)
        => at <= limit - length ? file.Slice(at, length) : throw Refuse(at, "the directory points beyond itself");

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong UInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private CheckpointFormatException Refuse(long at, string reason) => new(file.Path, at, reason);
}
