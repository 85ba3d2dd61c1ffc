using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MinMo.Models.Checkpoints;

/// <summary>What every checkpoint offers on top of its own reading.</summary>
public static class CheckpointReading
{
    extension(ICheckpoint checkpoint)
    {
        /// <summary>The entry of a tensor that must be there.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public TensorEntry Require(string name)
            => checkpoint.Tensors.TryGetValue(name, out var entry)
                ? entry
                : throw new CheckpointFormatException(checkpoint.Location, 0, $"there is no tensor '{name}'");

        /// <summary>Widens or dequantizes a tensor of any stored type, in row-major order.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public float[] ReadFloat32(string name)
        {
            var values = new float[checkpoint.Require(name).ElementCount];
            checkpoint.ReadFloat32(name, values);
            return values;
        }

        /// <summary>A tensor on the CPU with the stored shape, widened or dequantized to float32 and then cast to
        /// <paramref name="type"/>; owned by the caller's dispose scope.</summary>
        /// <exception cref="CheckpointFormatException">The checkpoint has no such tensor.</exception>
        public Tensor ReadTensor(string name, ScalarType type = ScalarType.Float32)
        {
            using var scope = NewDisposeScope();
            var tensor = empty([.. checkpoint.Require(name).Shape], ScalarType.Float32);
            checkpoint.ReadFloat32(name, MemoryMarshal.Cast<byte, float>(tensor.bytes));
            return tensor.to(type).MoveToOuterDisposeScope();
        }
    }
}
