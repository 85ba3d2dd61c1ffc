using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MinMo.Models.Checkpoints;

/// <summary>What every checkpoint offers on top of its own reading.</summary>
public static class CheckpointReading
{
    private const long PieceBytes = 1 << 20;

    extension(ICheckpoint checkpoint)
    {
        /// <summary>The entry of a tensor that must be there.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public TensorEntry Require(string name)
            => checkpoint.Tensors.TryGetValue(name, out var entry)
                ? entry
                : throw new CheckpointFormatException(checkpoint.Location, 0, $"there is no tensor '{name}'");

        /// <summary>The entry of a tensor that must be there in a shape.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor, or it has another shape.</exception>
        public TensorEntry Require(string name, ReadOnlySpan<long> shape)
        {
            var entry = checkpoint.Require(name);
            return entry.Shape.AsSpan().SequenceEqual(shape)
                ? entry
                : throw new CheckpointFormatException(
                    checkpoint.Location,
                    entry.Offset,
                    $"'{name}' is [{string.Join(", ", entry.Shape)}], should be [{string.Join(", ", shape.ToArray())}]");
        }

        /// <summary>Widens or dequantizes a tensor that must have a shape, in row-major order.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor, or it has another shape.</exception>
        public float[] ReadShaped(string name, params ReadOnlySpan<long> shape)
        {
            checkpoint.Require(name, shape);
            return checkpoint.ReadFloat32(name);
        }

        /// <summary>Widens or dequantizes a tensor of any stored type, in row-major order.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public float[] ReadFloat32(string name)
        {
            var values = new float[checkpoint.Require(name).ElementCount];
            checkpoint.ReadFloat32(name, values);
            return values;
        }

        /// <summary>Widens or dequantizes some rows of a matrix.</summary>
        /// <param name="name">A key of <see cref="ICheckpoint.Tensors"/>.</param>
        /// <param name="first">The first row.</param>
        /// <param name="destination">Whole rows.</param>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The rows are not within the matrix.</exception>
        public void ReadRows(string name, long first, Span<float> destination)
        {
            var entry = checkpoint.Require(name);
            var rowBytes = entry.ByteLength / entry.Shape[0];
            var stored = new byte[destination.Length / (entry.ElementCount / entry.Shape[0]) * rowBytes];
            checkpoint.ReadBytes(name, first * rowBytes, stored);
            ElementDecoder.ToFloat32(entry.Type, stored, destination);
        }

        /// <summary>A tensor on the CPU with the stored shape and another type, if that is asked for; owned by the caller's
        /// dispose scope.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public Tensor ReadTensor(string name, ScalarType type = ScalarType.Float32)
        {
            using var scope = NewDisposeScope();
            var tensor = empty([.. checkpoint.Require(name).Shape], type);
            checkpoint.ReadInto(name, tensor);
            return tensor.MoveToOuterDisposeScope();
        }

        /// <summary>Fills a tensor without a second copy in between where the stored type is the tensor's or the tensor is
        /// float32; any other is widened or dequantized to float32 as a whole and then cast.</summary>
        /// <param name="name">A key of <see cref="ICheckpoint.Tensors"/>.</param>
        /// <param name="destination">Of the stored shape, contiguous; on any device.</param>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor, or it has another shape.</exception>
        public void ReadInto(string name, Tensor destination)
        {
            var entry = checkpoint.Require(name, destination.shape);
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            if (destination.device_type != TorchSharp.DeviceType.CPU)
            {
                destination.copy_(checkpoint.ReadTensor(name, destination.dtype));
            }
            else if (destination.dtype == ScalarType.Float32)
            {
                checkpoint.ReadFloat32(name, MemoryMarshal.Cast<byte, float>(destination.bytes));
            }
            else if (IsStoredAs(entry.Type, destination.dtype))
            {
                CopyRows(checkpoint, entry, destination);
            }
            else
            {
                destination.copy_(checkpoint.ReadTensor(name));
            }
        }
    }

    private static bool IsStoredAs(ElementType stored, ScalarType type) => (stored, type) is
        (ElementType.BFloat16, ScalarType.BFloat16) or (ElementType.Float16, ScalarType.Float16);

    // A span holds 2^31 bytes at most, the embeddings of the largest models are larger.
    private static void CopyRows(ICheckpoint checkpoint, TensorEntry entry, Tensor destination)
    {
        if (entry.Shape.Length == 0)
        {
            checkpoint.ReadBytes(entry.Name, 0, destination.bytes);
            return;
        }

        var rowBytes = entry.ByteLength / Math.Max(1, entry.Shape[0]);
        var most = Math.Max(1, PieceBytes / Math.Max(1, rowBytes));
        for (long row = 0; row < entry.Shape[0]; row += most)
        {
            using var piece = destination.narrow(0, row, Math.Min(most, entry.Shape[0] - row));
            checkpoint.ReadBytes(entry.Name, row * rowBytes, piece.bytes);
        }
    }
}
