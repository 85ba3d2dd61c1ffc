using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.Shapes;

/// <summary>The weights of a model in memory (float32, CPU) as a checkpoint, so that another runtime gets the same ones.</summary>
internal sealed class ModelCheckpoint : ICheckpoint
{
    private readonly Dictionary<string, Tensor> _parameters;

    /// <param name="model">Owned by the caller; must outlive the checkpoint.</param>
    public ModelCheckpoint(DecoderModel model)
    {
        _parameters = model.named_parameters().ToDictionary(static named => named.name, static Tensor (named) => named.parameter);
        Tensors = _parameters.ToDictionary(static named => named.Key, static named => new TensorEntry(
            named.Key, ElementType.Float32, [.. named.Value.shape], 0, named.Value.NumberOfElements * sizeof(float)));
    }

    public string Location => "memory";

    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    public void ReadFloat32(string name, Span<float> destination)
        => ReadBytes(name, 0, MemoryMarshal.AsBytes(destination));

    public void ReadBytes(string name, long offset, Span<byte> destination)
        => _parameters[name].bytes[(int)offset..].Slice(0, destination.Length).CopyTo(destination);

    public void Dispose()
    {
        // The model belongs to the caller.
    }
}
