using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Lanes;

/// <summary>
/// One KV-cache sequence: which tokens the cache holds and how far it counts. Whatever lies behind
/// <see cref="Length"/> in the cache is dead and will be overwritten, so truncating costs nothing.
/// </summary>
internal sealed class Lane(int slot, int capacity)
{
    private readonly int[] _tokens = new int[capacity];

    /// <summary>Index of the sequence in the decoder's cache.</summary>
    public int Slot { get; } = slot;

    /// <summary>Changes whenever the lane is given out or given up.</summary>
    public uint Generation { get; private set; }

    /// <summary>Whether a session holds it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What the session names it by.</summary>
    public LaneHandle Handle => new(Slot, Generation);

    /// <summary>Tokens that count.</summary>
    public int Length { get; private set; }

    /// <summary>Tokens that still fit.</summary>
    public int Room => _tokens.Length - Length;

    /// <summary>The tokens of the lane.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Length);

    /// <summary>Where the text of the open reply begins; null when no reply is open.</summary>
    public int? ReplyStart { get; private set; }

    /// <summary>
    /// Whether the decoder's opinion of the next token is at hand, so that the last token need not be computed again.
    /// Every change of the lane clears it.
    /// </summary>
    public bool Foreseen { get; set; }

    /// <summary>Gives the lane out, empty.</summary>
    public void Open()
    {
        Generation++;
        IsOpen = true;
        TruncateTo(0);
    }

    /// <summary>Gives the lane up; its handle is stale from now on.</summary>
    public void Close()
    {
        IsOpen = false;
        TruncateTo(0);
    }

    /// <summary>Counts tokens that the decoder has written into the cache behind <see cref="Length"/>.</summary>
    /// <exception cref="InvalidOperationException">They do not fit.</exception>
    public void Append(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length > Room)
        {
            throw new InvalidOperationException($"lane {Slot} has room for {Room} tokens, not for {tokens.Length}");
        }

        tokens.CopyTo(_tokens.AsSpan(Length));
        Length += tokens.Length;
        Foreseen = false;
    }

    /// <summary>Forgets everything behind a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the lane.</exception>
    public void TruncateTo(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Length);
        Foreseen &= Length == position;
        Length = position;
        if (ReplyStart > position)
        {
            ReplyStart = null;
        }
    }

    /// <summary>Says that what follows is the text of a reply.</summary>
    public void BeginReply(int at) => ReplyStart = at;

    /// <summary>Says that the reply is closed.</summary>
    public void EndReply() => ReplyStart = null;

    /// <summary>Becomes a copy of another lane; the decoder copies the cache.</summary>
    public void CopyFrom(Lane source, int length)
    {
        source._tokens.AsSpan(0, length).CopyTo(_tokens);
        Length = length;
        Foreseen = false;
        ReplyStart = source.ReplyStart <= length ? source.ReplyStart : null;
    }
}
