namespace MinMo.Models.Language;

/// <summary>How many positions each lane holds; refuses rows that do not fit.</summary>
internal sealed class LaneLengths(DecoderConfiguration configuration, int lanes, int maximum)
{
    private readonly int[] _lengths = new int[lanes];
    private readonly bool[] _taken = new bool[lanes];

    public int this[int slot] => _lengths[slot];

    public int Lanes => _lengths.Length;

    /// <summary>Positions that a row adds.</summary>
    public int CountOf(LaneRow row)
        => row.Embeddings.IsEmpty ? row.Tokens.Length : row.Embeddings.Length / configuration.HiddenSize;

    /// <exception cref="ArgumentException">A row breaks the contract of <see cref="IDecoderExecutor.Step"/>.</exception>
    public void Check(ReadOnlySpan<LaneRow> rows)
    {
        Refuse(rows.IsEmpty, "a step needs at least one row");
        Array.Clear(_taken);
        foreach (var row in rows)
        {
            CheckSlot(row.Slot);
            Refuse(_taken[row.Slot], $"slot {row.Slot} occurs twice in one step");
            _taken[row.Slot] = true;
            Check(row);
        }
    }

    /// <summary>Makes the rows part of their lanes.</summary>
    public void Commit(ReadOnlySpan<LaneRow> rows)
    {
        foreach (var row in rows)
        {
            _lengths[row.Slot] = row.Past + CountOf(row);
        }
    }

    /// <exception cref="ArgumentException">A slot does not exist, or the lane does not hold that many positions.</exception>
    public void Copy(int from, int to, int length)
    {
        CheckSlot(from);
        CheckSlot(to);
        Refuse(length < 0 || length > _lengths[from], $"slot {from} holds {_lengths[from]} positions, {length} were asked for");
        _lengths[to] = length;
    }

    private void Check(LaneRow row)
    {
        var count = CountOf(row);
        Refuse(
            row.Embeddings.Length != (row.Embeddings.IsEmpty ? 0 : count * configuration.HiddenSize)
                || row.Embeddings.IsEmpty == row.Tokens.IsEmpty,
            $"the row of slot {row.Slot} needs either tokens or whole rows of embeddings");
        Refuse(
            row.Past < 0 || row.Past > _lengths[row.Slot],
            $"slot {row.Slot} holds {_lengths[row.Slot]} positions, the row begins at {row.Past}");
        Refuse(
            row.Past + count > maximum,
            $"slot {row.Slot} would grow to {row.Past + count} positions, it can hold {maximum}");
        foreach (var token in row.Tokens.Span)
        {
            Refuse(
                (uint)token >= (uint)configuration.VocabularySize,
                $"token {token} is outside the vocabulary of {configuration.VocabularySize}");
        }
    }

    private void CheckSlot(int slot)
        => Refuse((uint)slot >= (uint)_lengths.Length, $"slot {slot} does not exist, there are {_lengths.Length}");

    private static void Refuse(bool condition, string reason)
    {
        if (condition)
        {
            throw new ArgumentException(reason);
        }
    }
}
