using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Keys and values that one attention of one stream has made, in a buffer that grows by doubling, up to a bound if
/// there is one.</summary>
/// <remarks>What is appended counts only after <see cref="Commit"/>, so a failed step can be repeated.</remarks>
internal sealed class KeyValueMemory : IDisposable
{
    private Tensor? _buffer; // [2, h, capacity, d]
    private int _length;

    /// <summary>Positions that count.</summary>
    public int Length => _length;

    /// <summary>Bytes of the buffer.</summary>
    public long ByteSize => _buffer is null ? 0 : _buffer.numel() * _buffer.element_size();

    /// <summary>Puts a pass behind what counts.</summary>
    /// <param name="key"><c>[h, n, d]</c>.</param>
    /// <param name="value"><c>[h, n, d]</c>.</param>
    /// <param name="kept">Positions that will be kept (<see cref="Commit"/>); null for all.</param>
    /// <returns>All keys and values so far, <c>[h, length + n, d]</c>; views of the buffer.</returns>
    public (Tensor Keys, Tensor Values) Append(Tensor key, Tensor value, int? kept)
    {
        var (heads, added, size) = (key.shape[0], (int)key.shape[1], key.shape[2]);
        var room = kept is { } limit ? Math.Min(2 * _length, limit + added) : 2 * _length;
        var buffer = Reserve([2, heads, Math.Max(room, _length + added), size], _length + added, key);
        buffer[0].narrow(1, _length, added).copy_(key);
        buffer[1].narrow(1, _length, added).copy_(value);
        var all = buffer.narrow(2, 0, _length + added);
        return (all[0], all[1]);
    }

    /// <summary>Makes what was appended count.</summary>
    /// <param name="added">Positions.</param>
    /// <param name="kept">The last positions that later ones see; null for all.</param>
    public void Commit(int added, int? kept)
    {
        _length += added;
        if (kept is { } limit && _length > limit && _buffer is not null)
        {
            using var scope = NewDisposeScope();
            using var last = _buffer.narrow(2, _length - limit, limit).clone();
            _buffer.narrow(2, 0, limit).copy_(last);
            _length = limit;
        }
    }

    /// <summary>A copy that goes on by itself.</summary>
    public KeyValueMemory Fork()
        => new() { _buffer = _buffer?.narrow(2, 0, _length).clone().DetachFromDisposeScope(), _length = _length };

    public void Dispose() => _buffer?.Dispose();

    private Tensor Reserve(long[] shape, int length, Tensor like)
    {
        if (_buffer is not null && _buffer.shape[2] >= length)
        {
            return _buffer;
        }

        var larger = empty(shape, like.dtype, like.device).DetachFromDisposeScope();
        if (_buffer is not null)
        {
            larger.narrow(2, 0, _length).copy_(_buffer.narrow(2, 0, _length));
            _buffer.Dispose();
        }

        return _buffer = larger;
    }
}
