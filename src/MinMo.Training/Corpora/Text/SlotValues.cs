namespace MinMo.Training.Corpora.Text;

/// <summary>
/// What the slots of one conversation stand for. A slot's name is its kind, with a suffix where a kind is needed
/// twice: <c>{number.a}</c>, <c>{number.b}</c>. Values stay as they are until <see cref="Forget"/>.
/// </summary>
internal sealed class SlotValues(Random random, WordDeck words)
{
    private const int Attempts = 8;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string slot]
    {
        get
        {
            if (!_values.TryGetValue(slot, out var value))
            {
                // A second value of a kind is mostly another one: "no, i said tuesday".
                var first = slot.Split('.')[0];
                for (var attempt = 0; attempt < Attempts && (value is null || value == _values.GetValueOrDefault(first)); attempt++)
                {
                    Draw(slot);
                    value = _values[slot];
                    if (first == slot)
                    {
                        break;
                    }
                }
            }
            return value!;
        }

        set => _values[slot] = value;
    }

    public void Forget() => _values.Clear();

    private void Draw(string slot)
    {
        var dot = slot.IndexOf('.', StringComparison.Ordinal);
        var (kind, suffix) = dot < 0 ? (slot, string.Empty) : (slot[..dot], slot[dot..]);
        if (SlotTables.Embedded.Draw(kind, random) is { } row)
        {
            for (var index = 0; index < row.Columns.Length; index++)
            {
                // A row may have slots of its own: "call me back on {weekday}".
                _values[row.Columns[index] + suffix] = PhraseTemplate.Expand(row.Row[index], this, random);
            }
            return;
        }
        foreach (var (name, value) in SpokenSlots.Draw(kind, random, words))
        {
            _values[name + suffix] = value;
        }
    }
}
