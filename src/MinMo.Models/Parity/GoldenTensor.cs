using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Models.Parity;

/// <summary>A tensor of a golden's inputs or outputs, in memory of our own (no dispose scope needed).</summary>
public sealed class GoldenTensor
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    /// <summary>A floating-point tensor.</summary>
    /// <param name="shape">PyTorch order.</param>
    /// <param name="values">Row-major.</param>
    /// <param name="type">How the values were stored before they were widened.</param>
    public GoldenTensor(ReadOnlySpan<long> shape, float[] values, ElementType type = ElementType.Float32)
        : this(shape, values.Length, type) => _floats = values;

    /// <summary>A tensor of integers or truth values.</summary>
    /// <param name="shape">PyTorch order.</param>
    /// <param name="values">Row-major.</param>
    /// <param name="type">How the values were stored before they were widened.</param>
    public GoldenTensor(ReadOnlySpan<long> shape, long[] values, ElementType type = ElementType.Int64)
        : this(shape, values.Length, type) => _integers = values;

    private GoldenTensor(ReadOnlySpan<long> shape, long count, ElementType type)
    {
        Type = type;
        Shape = [.. shape];
        long product = 1;
        foreach (var dimension in shape)
        {
            product *= dimension;
        }

        if (product != count)
        {
            throw new ArgumentException($"{count} values do not fill [{string.Join(", ", Shape)}]", nameof(shape));
        }
    }

    /// <summary>The type in the file.</summary>
    public ElementType Type { get; }

    /// <summary>PyTorch order.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Whether <see cref="Integers"/> can be read.</summary>
    public bool IsInteger => _integers is not null;

    /// <summary>Row-major values as float32, whatever the type in the file; an int16 wave is not scaled.</summary>
    public float[] Floats => _floats ?? Array.ConvertAll(_integers!, value => (float)value);

    /// <summary>Row-major values.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds floating-point values.</exception>
    public long[] Integers
        => _integers ?? throw new InvalidOperationException($"a tensor of {Type} was to be one of integers");

    /// <summary>A copy on the CPU: float32 or int64; owned by the caller's dispose scope.</summary>
    public Tensor ToTorch()
        => _floats is not null ? tensor(_floats, [.. Shape]) : tensor(Integers, [.. Shape]);

    /// <summary>Copies a tensor from any device: floating-point types to float32, all others to int64.</summary>
    public static GoldenTensor From(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var shape = tensor.shape;
        if (tensor.numel() == 0)
        {
            return tensor.is_floating_point() ? new GoldenTensor(shape, Array.Empty<float>()) : new GoldenTensor(shape, Array.Empty<long>());
        }

        return tensor.is_floating_point()
            ? new GoldenTensor(shape, tensor.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray())
            : new GoldenTensor(shape, tensor.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray());
    }

    /// <summary>Reads a tensor of a checkpoint.</summary>
    /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
    public static GoldenTensor Read(ICheckpoint checkpoint, string name)
    {
        var entry = checkpoint.Require(name);
        var shape = entry.Shape.AsSpan();
        return entry.Type < ElementType.Float16
            ? new GoldenTensor(shape, ReadIntegers(checkpoint, entry), entry.Type)
            : new GoldenTensor(shape, checkpoint.ReadFloat32(name), entry.Type);
    }

    private static long[] ReadIntegers(ICheckpoint checkpoint, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteLength];
        checkpoint.ReadBytes(entry.Name, 0, bytes);
        return entry.Type switch
        {
            ElementType.Bool or ElementType.UInt8 => Array.ConvertAll(bytes, value => (long)value),
            ElementType.Int8 => Widen<sbyte>(bytes, value => value),
            ElementType.UInt16 => Widen<ushort>(bytes, value => value),
            ElementType.Int16 => Widen<short>(bytes, value => value),
            ElementType.UInt32 => Widen<uint>(bytes, value => value),
            ElementType.Int32 => Widen<int>(bytes, value => value),
            _ => Widen<long>(bytes, value => value),
        };
    }

    private static long[] Widen<T>(byte[] bytes, Converter<T, long> widen)
        where T : unmanaged
        => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), widen);
}
