namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Reads one metadata value.</summary>
internal static class GgufValueReader
{
    private const int SmallestText = sizeof(ulong);

    public static GgufValue Read(GgufCursor cursor)
    {
        var type = ReadType(cursor);
        var position = cursor.Position;
        if (type != GgufValueType.Array)
        {
            return new GgufValue(type, null, ReadScalar(cursor, type), position);
        }

        var element = ReadType(cursor);
        if (element == GgufValueType.Array)
        {
            throw cursor.Error("arrays of arrays are not supported");
        }

        return new GgufValue(type, element, ReadArray(cursor, element), position);
    }

    private static GgufValueType ReadType(GgufCursor cursor)
    {
        var number = cursor.ReadUInt32();
        return number <= (uint)GgufValueType.Float64
            ? (GgufValueType)number
            : throw cursor.Error($"there is no value type {number}");
    }

    private static object ReadScalar(GgufCursor cursor, GgufValueType type) => type switch
    {
        GgufValueType.UInt8 => cursor.Read<byte>(),
        GgufValueType.Int8 => cursor.Read<sbyte>(),
        GgufValueType.UInt16 => cursor.Read<ushort>(),
        GgufValueType.Int16 => cursor.Read<short>(),
        GgufValueType.UInt32 => cursor.Read<uint>(),
        GgufValueType.Int32 => cursor.Read<int>(),
        GgufValueType.Float32 => cursor.Read<float>(),
        GgufValueType.Bool => cursor.ReadBool(),
        GgufValueType.Text => cursor.ReadText(),
        GgufValueType.UInt64 => cursor.Read<ulong>(),
        GgufValueType.Int64 => cursor.Read<long>(),
        _ => cursor.Read<double>(),
    };

    private static Array ReadArray(GgufCursor cursor, GgufValueType element) => element switch
    {
        GgufValueType.UInt8 => ReadNumbers<byte>(cursor, 1),
        GgufValueType.Int8 => ReadNumbers<sbyte>(cursor, 1),
        GgufValueType.UInt16 => ReadNumbers<ushort>(cursor, 2),
        GgufValueType.Int16 => ReadNumbers<short>(cursor, 2),
        GgufValueType.UInt32 => ReadNumbers<uint>(cursor, 4),
        GgufValueType.Int32 => ReadNumbers<int>(cursor, 4),
        GgufValueType.Float32 => ReadNumbers<float>(cursor, 4),
        GgufValueType.Bool => ReadEach(cursor, 1, cursor.ReadBool),
        GgufValueType.Text => ReadEach(cursor, SmallestText, cursor.ReadText),
        GgufValueType.UInt64 => ReadNumbers<ulong>(cursor, 8),
        GgufValueType.Int64 => ReadNumbers<long>(cursor, 8),
        _ => ReadNumbers<double>(cursor, 8),
    };

    private static T[] ReadNumbers<T>(GgufCursor cursor, int size)
        where T : unmanaged
        => cursor.ReadMany<T>(cursor.ReadCount(size, "array elements"));

    private static T[] ReadEach<T>(GgufCursor cursor, int smallest, Func<T> read)
    {
        var values = new T[cursor.ReadCount(smallest, "array elements")];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read();
        }

        return values;
    }
}
