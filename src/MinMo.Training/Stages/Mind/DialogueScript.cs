namespace MinMo.Training.Stages.Mind;

/// <summary>A dialogue as positions, built turn by turn.</summary>
internal sealed class DialogueScript
{
    private readonly List<ScriptPosition> _positions = [];

    /// <summary>Positions so far.</summary>
    public IReadOnlyList<ScriptPosition> Positions => _positions;

    /// <summary>Appends units, each of which is to be foreseen from the position before it.</summary>
    /// <param name="units">Units.</param>
    /// <param name="weight">How much foreseeing each of them counts.</param>
    public void Append(ReadOnlySpan<int> units, float weight)
    {
        foreach (var unit in units)
        {
            Foresee(unit, weight);
            _positions.Add(new ScriptPosition(unit, unit, 1));
        }
    }

    /// <summary>Appends rows of heard speech; from each of them the next unit that is heard is to be foreseen, which
    /// teaches when a sentence is complete.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="blank">The unit of rows that say nothing.</param>
    /// <param name="end">The unit that follows the last row.</param>
    /// <param name="weight">How much foreseeing counts.</param>
    public void AppendHeard(IReadOnlyList<ScriptPosition> rows, int blank, int end, float weight)
    {
        var targets = new int[rows.Count + 1];
        targets[^1] = end;
        for (var row = rows.Count - 1; row >= 0; row--)
        {
            var isNew = rows[row].Unit != blank && (row == 0 || rows[row - 1].Unit != rows[row].Unit);
            targets[row] = isNew ? rows[row].Unit : targets[row + 1];
        }

        Foresee(targets[0], weight);
        for (var row = 0; row < rows.Count; row++)
        {
            _positions.Add(rows[row] with { Target = targets[row + 1], Weight = weight });
        }

        _positions.Add(new ScriptPosition(end, end, 1));
    }

    private void Foresee(int unit, float weight)
    {
        if (_positions.Count > 0 && weight > 0)
        {
            _positions[^1] = _positions[^1] with { Target = unit, Weight = weight };
        }
    }
}
