using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MinMo.Models.OnnxSessions;

/// <summary>Tensors of ONNX Runtime over pinned arrays of ours.</summary>
internal static class PinnedTensor
{
    /// <summary>A tensor over part of an array; it does not keep the array alive.</summary>
    /// <param name="array">Allocated on the pinned heap, and longer than nothing.</param>
    /// <param name="offset">First element.</param>
    /// <param name="shape">May have a dimension of zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shape reaches beyond the array.</exception>
    public static unsafe OrtValue Of<T>(T[] array, int offset, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        long elements = 1;
        foreach (var dimension in shape)
        {
            elements *= dimension;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + elements, array.Length);
        // The address is valid as long as the array lives: it is pinned, and the range was checked above.
        var address = (nint)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), offset));
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TypeOf<T>(), shape.ToArray(), address, elements * sizeof(T));
    }

    private static TensorElementType TypeOf<T>()
        => typeof(T) == typeof(float) ? TensorElementType.Float
            : typeof(T) == typeof(int) ? TensorElementType.Int32
            : typeof(T) == typeof(long) ? TensorElementType.Int64
            : throw new NotSupportedException(typeof(T).Name);
}
