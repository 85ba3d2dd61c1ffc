using System.Numerics;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>What a GGUF file says about itself, checked against the size of the file.</summary>
internal sealed record GgufHeader(
    int Version,
    int Alignment,
    long DataOffset,
    IReadOnlyDictionary<string, GgufValue> Metadata,
    IReadOnlyDictionary<string, TensorEntry> Tensors)
{
    private const uint Magic = 0x46554747; // "GGUF", little-endian
    private const int OldestVersion = 2;
    private const int NewestVersion = 3;
    private const int DefaultAlignment = 32;
    private const int LongestKey = 65_535;
    private const int SmallestEntry = 13;
    private const int SmallestTensor = 24;
    private const string AlignmentKey = "general.alignment";
    private const string SplitKey = "split.count";

    /// <exception cref="CheckpointFormatException">The file is malformed, or of a kind that is not read.</exception>
    public static GgufHeader Read(MappedFile file)
    {
        var cursor = new GgufCursor(file);
        var version = ReadVersion(cursor);
        var tensorCount = cursor.ReadCount(SmallestTensor, "tensors");
        var entryCount = cursor.ReadCount(SmallestEntry, "entries");
        var metadata = ReadMetadata(cursor, entryCount);
        var alignment = AlignmentOf(file, metadata);
        var tensors = new GgufTensorTable(file, cursor, alignment).Read(tensorCount, out var dataOffset);
        return new GgufHeader(version, alignment, dataOffset, metadata, tensors);
    }

    private static int ReadVersion(GgufCursor cursor)
    {
        if (cursor.ReadUInt32() != Magic)
        {
            throw cursor.Error("the file does not begin with GGUF");
        }

        var version = cursor.ReadUInt32();
        return version switch
        {
            >= OldestVersion and <= NewestVersion => (int)version,
            _ when (version & 0xFFFF) == 0 && version != 0 => throw cursor.Error("big-endian files are not supported"),
            _ => throw cursor.Error($"version {version} is not supported"),
        };
    }

    private static Dictionary<string, GgufValue> ReadMetadata(GgufCursor cursor, long count)
    {
        var metadata = new Dictionary<string, GgufValue>(StringComparer.Ordinal);
        for (long i = 0; i < count; i++)
        {
            var key = cursor.ReadName(LongestKey, "key");
            if (!metadata.TryAdd(key, GgufValueReader.Read(cursor)))
            {
                throw cursor.Error($"the key '{key}' occurs twice");
            }
        }

        return metadata;
    }

    private static int AlignmentOf(MappedFile file, Dictionary<string, GgufValue> metadata)
    {
        if (metadata.TryGetValue(SplitKey, out var split) && split.Integer is not (0 or 1))
        {
            throw new CheckpointFormatException(file.Path, split.Position, "files split in several parts are not supported");
        }

        if (!metadata.TryGetValue(AlignmentKey, out var value))
        {
            return DefaultAlignment;
        }

        return value.Content is uint alignment and > 0 and <= int.MaxValue && BitOperations.IsPow2(alignment)
            ? (int)alignment
            : throw new CheckpointFormatException(file.Path, value.Position, "the alignment is not a power of two (uint32)");
    }
}
