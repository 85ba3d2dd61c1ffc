using System.Collections.Immutable;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>A view of stored elements: position k of dimension i is k times its stride further, as PyTorch has it.</summary>
/// <param name="Type">How the elements are written.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Strides">In elements, as many as there are dimensions.</param>
/// <param name="FirstByte">Of the first element, in the file.</param>
internal sealed record StridedTensor(
    ElementType Type, ImmutableArray<long> Shape, ImmutableArray<long> Strides, long FirstByte)
{
    private int ElementBytes => ElementLayout.Of(Type).BlockBytes;

    /// <summary>Whether the elements stand in the file in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (var i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] == 0)
                {
                    return true;
                }

                if (Shape[i] != 1 && Strides[i] != expected)
                {
                    return false;
                }

                expected *= Shape[i];
            }

            return true;
        }
    }

    public TensorEntry ToEntry(string name)
    {
        var count = Shape.Aggregate(1L, (product, dimension) => product * dimension);
        return new TensorEntry(name, Type, Shape, FirstByte, count * ElementBytes);
    }

    /// <summary>Copies bytes of the contiguous form.</summary>
    /// <param name="file">Mapped; everything that the view reaches is in it.</param>
    /// <param name="offset">First byte, counted from the start of the contiguous form.</param>
    /// <param name="destination">Takes the bytes from there on.</param>
    public void Copy(MappedFile file, long offset, Span<byte> destination)
    {
        if (IsContiguous)
        {
            file.Slice(FirstByte + offset, destination.Length).CopyTo(destination);
            return;
        }

        var coordinates = CoordinatesOf(offset / ElementBytes);
        var skip = (int)(offset % ElementBytes);
        while (!destination.IsEmpty)
        {
            var count = Math.Min(ElementBytes - skip, destination.Length);
            file.Slice(FirstByte + (PositionOf(coordinates) * ElementBytes) + skip, count).CopyTo(destination);
            destination = destination[count..];
            skip = 0;
            Advance(coordinates);
        }
    }

    private long[] CoordinatesOf(long element)
    {
        var coordinates = new long[Shape.Length];
        for (var i = Shape.Length - 1; i >= 0; i--)
        {
            (element, coordinates[i]) = Math.DivRem(element, Shape[i]);
        }

        return coordinates;
    }

    private long PositionOf(long[] coordinates)
    {
        long position = 0;
        for (var i = 0; i < coordinates.Length; i++)
        {
            position += coordinates[i] * Strides[i];
        }

        return position;
    }

    private void Advance(long[] coordinates)
    {
        for (var i = coordinates.Length - 1; i >= 0 && ++coordinates[i] == Shape[i]; i--)
        {
            coordinates[i] = 0;
        }
    }
}
