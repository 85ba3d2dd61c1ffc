using System.Globalization;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>Walks what a pickle has left, and names its tensors.</summary>
/// <remarks>A value may stand in several places, even inside itself: depth, places and letters of names are limited by
/// what the file is long.</remarks>
internal sealed class TorchTree(string path, long pickleBytes)
{
    private const int Deepest = 64;
    private const int FewPlaces = 1 << 16;
    private const int FewLetters = 1 << 20;
    private const string Root = "tensor";

    private readonly Dictionary<string, StridedTensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<string> _segments = [];
    private long _places = FewPlaces + (4 * pickleBytes);
    private long _letters = FewLetters + (64 * pickleBytes);

    /// <summary>The tensors of a value by the keys and indices that lead to them, joined by slashes.</summary>
    /// <exception cref="CheckpointFormatException">It holds something else than values, or itself, or two tensors have
    /// one name.</exception>
    public IReadOnlyDictionary<string, StridedTensor> Name(TorchValue root)
    {
        Visit(root);
        return _tensors;
    }

    private void Visit(TorchValue value)
    {
        if (--_places < 0 || _segments.Count > Deepest)
        {
            throw Refuse("the content is nested too deeply, or holds itself");
        }

        switch (value)
        {
            case TorchValue.Tensor tensor:
                Add(tensor.View);
                break;
            case TorchValue.Dictionary dictionary:
                foreach (var (key, inner) in dictionary.Entries)
                {
                    Visit(key is TorchValue.Text { Value: var text } ? text : Digits(((TorchValue.Integer)key).Value), inner);
                }

                break;
            case TorchValue.Sequence list:
                VisitAll(list.Items);
                break;
            case TorchValue.Tuple tuple:
                VisitAll(tuple.Items);
                break;
            case TorchValue.Storage or TorchValue.Global:
                throw Refuse("a storage or a name stands where a value should");
        }
    }

    private void VisitAll(IReadOnlyList<TorchValue> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Visit(Digits(i), items[i]);
        }
    }

    private void Visit(string segment, TorchValue value)
    {
        _segments.Add(segment);
        Visit(value);
        _segments.RemoveAt(_segments.Count - 1);
    }

    private void Add(StridedTensor tensor)
    {
        _letters -= _segments.Sum(segment => (long)segment.Length + 1);
        if (_letters < 0)
        {
            throw Refuse("the names of the tensors are too long");
        }

        var name = _segments.Count == 0 ? Root : string.Join('/', _segments);
        if (!_tensors.TryAdd(name, tensor))
        {
            throw Refuse($"two tensors are named '{name}'");
        }
    }

    private static string Digits(System.Numerics.BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    private CheckpointFormatException Refuse(string reason) => new(path, 0, reason);
}
