using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>Scripts side by side in rows of one length, so that little is computed for padding.</summary>
internal sealed class PackedScripts
{
    private readonly List<(List<ScriptPosition> Positions, List<long> Places, List<long> Owners)> _rows = [];
    private readonly long[] _begins; // of each script, before its beginning was lost, in b * t

    /// <param name="scripts">Longer ones than <paramref name="most"/> lose their beginnings.</param>
    /// <param name="least">Least length of a row.</param>
    /// <param name="most">Most positions of a script.</param>
    public PackedScripts(IEnumerable<IReadOnlyList<ScriptPosition>> scripts, int least, int most)
    {
        var given = scripts.ToArray();
        var kept = given.Select(script => script.Count > most ? [.. script.Skip(script.Count - most)] : script).ToArray();
        Length = Math.Max(least, kept.Max(script => script.Count));
        _begins = new long[given.Length];
        foreach (var owner in Enumerable.Range(0, given.Length).OrderByDescending(owner => kept[owner].Count))
        {
            _begins[owner] = Put(kept[owner], owner) - (given[owner].Count - kept[owner].Count);
        }
    }

    /// <summary>Positions of a row, t.</summary>
    public int Length { get; }

    /// <summary>Rows, b.</summary>
    public int Count => _rows.Count;

    /// <summary>Where each position stands in its own script, <c>[b, t]</c>.</summary>
    public Tensor Places() => Table(row => row.Places, 0);

    /// <summary>The script of each position, <c>[b, t]</c>; below 0 for padding.</summary>
    public Tensor Owners() => Table(row => row.Owners, -1);

    /// <summary>Where a position of a script lies in <c>[b * t]</c>; wrong for positions that were lost.</summary>
    /// <param name="script">Number of the script, as they were given.</param>
    /// <param name="position">Of the script as it was given.</param>
    public long Find(int script, int position) => _begins[script] + position;

    /// <summary>A value of each position, <c>[b · t]</c>.</summary>
    public long[] Values(Func<ScriptPosition, long> value)
    {
        var values = new long[Count * Length];
        for (var row = 0; row < Count; row++)
        {
            for (var place = 0; place < _rows[row].Positions.Count; place++)
            {
                values[(row * Length) + place] = value(_rows[row].Positions[place]);
            }
        }

        return values;
    }

    /// <summary>As the other, for fractions; padding is 0.</summary>
    public float[] Fractions(Func<ScriptPosition, float> value)
    {
        var values = new float[Count * Length];
        for (var row = 0; row < Count; row++)
        {
            for (var place = 0; place < _rows[row].Positions.Count; place++)
            {
                values[(row * Length) + place] = value(_rows[row].Positions[place]);
            }
        }

        return values;
    }

    private long Put(IReadOnlyList<ScriptPosition> script, int owner)
    {
        var index = _rows.FindIndex(row => row.Positions.Count + script.Count <= Length);
        if (index < 0)
        {
            index = _rows.Count;
            _rows.Add(([], [], []));
        }

        var begin = ((long)index * Length) + _rows[index].Positions.Count;
        _rows[index].Positions.AddRange(script);
        _rows[index].Places.AddRange(Enumerable.Range(0, script.Count).Select(place => (long)place));
        _rows[index].Owners.AddRange(Enumerable.Repeat((long)owner, script.Count));
        return begin;
    }

    private Tensor Table(Func<(List<ScriptPosition>, List<long> Places, List<long> Owners), List<long>> column, long padding)
    {
        var values = new long[Count * Length];
        Array.Fill(values, padding);
        for (var row = 0; row < Count; row++)
        {
            column(_rows[row]).CopyTo(values, row * Length);
        }

        return tensor(values, [Count, Length]);
    }
}
