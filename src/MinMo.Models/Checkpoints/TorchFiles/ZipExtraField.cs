using System.Buffers.Binary;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>The 64-bit sizes of a record, one after the other, of those whose 32-bit fields are full.</summary>
internal ref struct ZipExtraField
{
    private const ushort Zip64 = 1;
    private const int HeadBytes = 4;

    private ReadOnlySpan<byte> _sizes;

    public ZipExtraField(ReadOnlySpan<byte> fields)
    {
        while (fields.Length >= HeadBytes)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]);
            if (length > fields.Length - HeadBytes)
            {
                return;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(fields) == Zip64)
            {
                _sizes = fields.Slice(HeadBytes, length);
                return;
            }

            fields = fields[(HeadBytes + length)..];
        }
    }

    public bool TryRead(out ulong size)
    {
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(_sizes, out size))
        {
            return false;
        }

        _sizes = _sizes[sizeof(ulong)..];
        return true;
    }
}
