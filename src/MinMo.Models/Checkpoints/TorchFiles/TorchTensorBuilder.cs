using System.Numerics;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>Makes storages and tensors of what a pickle says about them, and holds them against the archive.</summary>
internal sealed class TorchTensorBuilder(TorchArchive archive, PickleCursor cursor)
{
    /// <summary>More dimensions than PyTorch's own operations take.</summary>
    private const int MostDimensions = 64;

    /// <summary>An expanded tensor of a small storage may have so many elements; nobody stores larger ones.</summary>
    private const long MostExpanded = 1 << 20;

    private readonly Dictionary<string, TorchValue.Storage> _storages = new(StringComparer.Ordinal);

    /// <param name="id">The tuple ("storage", type, key, location, element count).</param>
    public TorchValue.Storage Storage(TorchValue id)
    {
        if (id is not TorchValue.Tuple
            {
                Items: [TorchValue.Text { Value: "storage" }, TorchValue.Global { Name: { Kind: TorchGlobalKind.Storage } type },
                    TorchValue.Text { Value: var key }, _, TorchValue.Integer { Value: var count }],
            })
        {
            throw cursor.Refuse("the description of a storage is malformed");
        }

        if (!_storages.TryGetValue(key, out var storage))
        {
            storage = Open(key, type.Element, count);
            _storages.Add(key, storage);
        }

        return storage.Type == type.Element && storage.Count == count
            ? storage
            : throw cursor.Refuse($"the storage '{key}' is described in two ways");
    }

    /// <param name="arguments">Storage, offset, size, strides, whether gradients are wanted, hooks, metadata or not.</param>
    public TorchValue.Tensor Tensor(IReadOnlyList<TorchValue> arguments)
    {
        if (arguments.ToArray() is not [TorchValue.Storage storage, var offset, TorchValue.Tuple size, TorchValue.Tuple strides,
            TorchValue.Boolean, _, .. var rest] || rest.Length > 1)
        {
            throw cursor.Refuse("the description of a tensor is malformed");
        }

        var (shape, steps) = (Numbers(size), Numbers(strides));
        if (shape.Length != steps.Length || shape.Length > MostDimensions)
        {
            throw cursor.Refuse($"a tensor has {shape.Length} dimensions and {steps.Length} strides");
        }

        var start = Number(offset);
        CheckReach(storage, start, shape, steps);
        var bytes = ElementLayout.Of(storage.Type).BlockBytes;
        var isEmpty = shape.Contains(0);
        return new TorchValue.Tensor(new StridedTensor(
            storage.Type, [.. shape], [.. steps], storage.FirstByte + (isEmpty ? 0 : start * bytes)));
    }

    /// <param name="arguments">Tensor, whether gradients are wanted, hooks.</param>
    public TorchValue.Tensor Parameter(IReadOnlyList<TorchValue> arguments)
        => arguments is [TorchValue.Tensor tensor, TorchValue.Boolean, _]
            ? tensor
            : throw cursor.Refuse("the description of a parameter is malformed");

    private TorchValue.Storage Open(string key, ElementType type, BigInteger count)
    {
        var record = archive.Find($"data/{key}") ?? throw cursor.Refuse($"the storage '{key}' is not in the archive");
        return count >= 0 && count * ElementLayout.Of(type).BlockBytes == record.Length
            ? new TorchValue.Storage(type, (long)count, record.Offset)
            : throw cursor.Refuse($"{count} elements of {type} are not the {record.Length} bytes of the storage '{key}'");
    }

    private void CheckReach(TorchValue.Storage storage, long start, long[] shape, long[] strides)
    {
        Int128 elements = 1;
        Int128 last = start;
        var most = Math.Max(storage.Count, MostExpanded);
        for (var i = 0; i < shape.Length; i++)
        {
            elements = Int128.Min(elements * shape[i], (Int128)long.MaxValue * Math.Min(1, shape[i]));
            last = Int128.Min(last + ((Int128)strides[i] * Math.Max(0, shape[i] - 1)), long.MaxValue);
        }

        if (elements > most)
        {
            throw cursor.Refuse("a tensor has more elements than its storage can make up for");
        }

        if (!shape.Contains(0) && last >= storage.Count)
        {
            throw cursor.Refuse("a tensor reaches beyond its storage");
        }
    }

    private long[] Numbers(TorchValue.Tuple tuple) => [.. tuple.Items.Select(Number)];

    private long Number(TorchValue value)
        => value is TorchValue.Integer { Value: var number } && number >= 0 && number <= long.MaxValue
            ? (long)number
            : throw cursor.Refuse("an offset, a dimension or a stride is not an integer between 0 and 2^63 - 1");
}
