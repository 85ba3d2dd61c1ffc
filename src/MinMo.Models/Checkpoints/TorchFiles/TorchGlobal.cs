namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>The names that a pickle may use. None of them is ever called: the reader does what they would do.</summary>
/// <param name="Kind">What the name stands for.</param>
/// <param name="Element">The elements of a storage; of no meaning for the others.</param>
internal sealed record TorchGlobal(TorchGlobalKind Kind, ElementType Element = ElementType.Float32)
{
    private static readonly Dictionary<(string Module, string Name), TorchGlobal> Known = new()
    {
        [("collections", "OrderedDict")] = new(TorchGlobalKind.OrderedDictionary),
        [("torch._utils", "_rebuild_tensor_v2")] = new(TorchGlobalKind.RebuildTensor),
        [("torch._utils", "_rebuild_parameter")] = new(TorchGlobalKind.RebuildParameter),
        [("torch", "FloatStorage")] = StorageOf(ElementType.Float32),
        [("torch", "DoubleStorage")] = StorageOf(ElementType.Float64),
        [("torch", "HalfStorage")] = StorageOf(ElementType.Float16),
        [("torch", "BFloat16Storage")] = StorageOf(ElementType.BFloat16),
        [("torch", "CharStorage")] = StorageOf(ElementType.Int8),
        [("torch", "ShortStorage")] = StorageOf(ElementType.Int16),
        [("torch", "IntStorage")] = StorageOf(ElementType.Int32),
        [("torch", "LongStorage")] = StorageOf(ElementType.Int64),
        [("torch", "ByteStorage")] = StorageOf(ElementType.UInt8),
        [("torch", "BoolStorage")] = StorageOf(ElementType.Bool),
    };

    /// <returns>Null for a name that is not allowed.</returns>
    public static TorchGlobal? Find(string module, string name) => Known.GetValueOrDefault((module, name));

    private static TorchGlobal StorageOf(ElementType element) => new(TorchGlobalKind.Storage, element);
}
