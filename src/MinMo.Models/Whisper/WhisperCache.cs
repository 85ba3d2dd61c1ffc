using static TorchSharp.torch;

namespace MinMo.Models.Whisper;

/// <summary>What a batch keeps between calls of the decoder: keys and values of its tokens, allocated once for the
/// longest transcript, and those of the audio.</summary>
internal sealed class WhisperCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private readonly (Tensor Keys, Tensor Values)[] _audio;
    private readonly Tensor? _audioMask;
    private readonly int[] _lengths;
    private readonly int _capacity;

    /// <param name="sizes">Sizes of the checkpoint.</param>
    /// <param name="audio">Per layer [b, h, s, d/h]; taken over.</param>
    /// <param name="audioMask">[b, 1, 1, s], or null if all items have s rows; taken over.</param>
    public WhisperCache(WhisperConfiguration sizes, (Tensor Keys, Tensor Values)[] audio, Tensor? audioMask)
    {
        var shape = audio[0].Keys.shape;
        long[] full = [shape[0], shape[1], sizes.TargetPositions, shape[3]];
        _capacity = sizes.TargetPositions;
        _lengths = new int[shape[0]];
        _keys = [.. audio.Select(_ => zeros(full, device: audio[0].Keys.device).DetachFromDisposeScope())];
        _values = [.. audio.Select(_ => zeros(full, device: audio[0].Keys.device).DetachFromDisposeScope())];
        _audio = [.. audio.Select(pair
            => (pair.Keys.DetachFromDisposeScope(), pair.Values.DetachFromDisposeScope()))];
        _audioMask = audioMask?.DetachFromDisposeScope();
    }

    /// <summary>Tokens of each item so far.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    /// <summary>Drops an item's tokens behind the first <paramref name="length"/>.</summary>
    public void Truncate(int item, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _lengths[item]);
        _lengths[item] = length;
    }

    /// <summary>Prepares masks and positions for one call.</summary>
    public Step BeginStep(IReadOnlyList<int> counts, int width)
    {
        for (var item = 0; item < counts.Count; item++)
        {
            if (_lengths[item] + counts[item] > _capacity)
            {
                throw new ArgumentException(
                    $"Item {item} has {_lengths[item]} tokens; {counts[item]} more exceed the {_capacity} positions.");
            }
        }

        return new Step(this, [.. counts], width);
    }

    /// <summary>Counts the tokens of the call.</summary>
    public void EndStep(IReadOnlyList<int> counts)
    {
        for (var item = 0; item < counts.Count; item++)
        {
            _lengths[item] += counts[item];
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values).Concat(_audio.SelectMany(pair => new[] { pair.Keys, pair.Values })))
        {
            tensor.Dispose();
        }

        _audioMask?.Dispose();
    }

    /// <summary>One call of the decoder: where its tokens stand and what they see.</summary>
    internal sealed class Step : IDisposable
    {
        private readonly WhisperCache _cache;
        private readonly int[] _counts;
        private readonly int _span;
        private readonly Tensor _pastMask;

        public Step(WhisperCache cache, int[] counts, int width)
        {
            _cache = cache;
            _counts = counts;
            _span = Math.Min(cache._capacity, cache._lengths.Max() + width);
            using var scope = NewDisposeScope();
            var starts = tensor(cache._lengths.Select(length => (long)length).ToArray()).unsqueeze(1); // [b, 1]
            var positions = starts + arange(width).unsqueeze(0); // [b, l]
            _pastMask = (arange(_span) <= positions.unsqueeze(2)).unsqueeze(1).DetachFromDisposeScope(); // [b, 1, l, past + l]
            Positions = positions.clamp_max(cache._capacity - 1).DetachFromDisposeScope();
        }

        /// <summary>[b, l]; padding behind the last position of the table stands on that position.</summary>
        public Tensor Positions { get; }

        public Layer Layer(int index) => new(this, index);

        public void Dispose()
        {
            _pastMask.Dispose();
            Positions.Dispose();
        }

        internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
        {
            for (var item = 0; item < _counts.Length; item++)
            {
                Write(_cache._keys[layer], keys, item);
                Write(_cache._values[layer], values, item);
            }

            return (_cache._keys[layer].narrow(2, 0, _span), _cache._values[layer].narrow(2, 0, _span));
        }

        internal Tensor PastMask => _pastMask;

        internal (Tensor Keys, Tensor Values) Audio(int layer) => _cache._audio[layer];

        internal Tensor? AudioMask => _cache._audioMask;

        private void Write(Tensor cache, Tensor rows, int item)
        {
            if (_counts[item] > 0)
            {
                using var target = cache[item].narrow(1, _cache._lengths[item], _counts[item]); // [h, count, d/h]
                using var source = rows[item].narrow(1, 0, _counts[item]); // [h, count, d/h]
                target.copy_(source);
            }
        }
    }

    /// <summary>One layer's view of a step.</summary>
    internal readonly struct Layer(Step step, int index)
    {
        /// <summary>[b, 1, l, past + l]: causal, each item from its own length on.</summary>
        public Tensor PastMask => step.PastMask;

        public Tensor? AudioMask => step.AudioMask;

        public Tensor AudioKeys => step.Audio(index).Keys;

        public Tensor AudioValues => step.Audio(index).Values;

        /// <summary>Keeps new keys and values [b, h, l, d/h]; gives all of them [b, h, past + l, d/h].</summary>
        public (Tensor Keys, Tensor Values) Append(Tensor keys, Tensor values) => step.Append(index, keys, values);
    }
}
