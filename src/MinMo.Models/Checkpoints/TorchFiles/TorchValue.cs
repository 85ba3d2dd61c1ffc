using System.Collections.Immutable;
using System.Numerics;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>What a torch file holds: plain values, containers, and tensors at the leaves. A value may stand in several
/// places.</summary>
public abstract class TorchValue
{
    private protected TorchValue()
    {
    }

    /// <summary>A tensor, or a parameter of a module.</summary>
    public sealed class Tensor : TorchValue
    {
        internal Tensor(StridedTensor view) => View = view;

        /// <summary>How its elements are written.</summary>
        public ElementType Type => View.Type;

        /// <summary>Empty for a scalar.</summary>
        public ImmutableArray<long> Shape => View.Shape;

        internal StridedTensor View { get; }
    }

    /// <summary>A dictionary, ordered as it was filled. Keys are <see cref="Text"/> or <see cref="Integer"/>.</summary>
    public sealed class Dictionary : TorchValue
    {
        private readonly OrderedDictionary<string, (TorchValue Key, TorchValue Value)> _entries = new(StringComparer.Ordinal);

        internal Dictionary(bool isOrdered) => IsOrdered = isOrdered;

        /// <summary>Keys and values.</summary>
        public IEnumerable<(TorchValue Key, TorchValue Value)> Entries => _entries.Values;

        /// <summary>Whether it was an OrderedDict, which alone may have attributes.</summary>
        internal bool IsOrdered { get; }

        /// <summary>The value under a text.</summary>
        /// <returns>Null if there is none.</returns>
        public TorchValue? Find(string key) => _entries.TryGetValue('t' + key, out var entry) ? entry.Value : null;

        /// <returns>False if the key is neither text nor integer.</returns>
        internal bool TrySet(TorchValue key, TorchValue value)
        {
            var own = key switch
            {
                Text text => 't' + text.Value,
                Integer integer => 'i' + integer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            if (own is not null)
            {
                _entries[own] = (key, value);
            }

            return own is not null;
        }
    }

    /// <summary>A list.</summary>
    public sealed class Sequence : TorchValue
    {
        private readonly List<TorchValue> _items = [];

        /// <summary>Its items.</summary>
        public IReadOnlyList<TorchValue> Items => _items;

        internal void Add(TorchValue item) => _items.Add(item);
    }

    /// <summary>A tuple.</summary>
    public sealed class Tuple : TorchValue
    {
        internal Tuple(IReadOnlyList<TorchValue> items) => Items = items;

        /// <summary>Its items.</summary>
        public IReadOnlyList<TorchValue> Items { get; }
    }

    /// <summary>An integer of any size.</summary>
    public sealed class Integer : TorchValue
    {
        internal Integer(BigInteger value) => Value = value;

        /// <summary>The number.</summary>
        public BigInteger Value { get; }
    }

    /// <summary>A floating-point number.</summary>
    public sealed class Float : TorchValue
    {
        internal Float(double value) => Value = value;

        /// <summary>The number.</summary>
        public double Value { get; }
    }

    /// <summary>A text.</summary>
    public sealed class Text : TorchValue
    {
        internal Text(string value) => Value = value;

        /// <summary>The text.</summary>
        public string Value { get; }
    }

    /// <summary>True or false.</summary>
    public sealed class Boolean : TorchValue
    {
        internal Boolean(bool value) => Value = value;

        /// <summary>The truth value.</summary>
        public bool Value { get; }
    }

    /// <summary>None.</summary>
    public sealed class Nothing : TorchValue
    {
        internal Nothing()
        {
        }
    }

    /// <summary>The elements that tensors are views of: never the content of a file, only on the way to a tensor.</summary>
    internal sealed class Storage(ElementType type, long count, long firstByte) : TorchValue
    {
        public ElementType Type => type;

        public long Count => count;

        public long FirstByte => firstByte;
    }

    /// <summary>A name of Python's that the reader knows.</summary>
    internal sealed class Global(TorchGlobal name) : TorchValue
    {
        public TorchGlobal Name => name;
    }
}
