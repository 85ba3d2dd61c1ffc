using MinMo.Models.Language;

namespace MinMo.Models.Parity.Decoders;

/// <summary>The input of a decoder's golden, <c>[B, T]</c> with padding, as rows of lanes without padding.</summary>
internal sealed class GoldenRows
{
    private readonly long[]? _ids;
    private readonly float[]? _embeddings;
    private readonly bool[] _counts;
    private readonly int _hidden;

    public GoldenRows(GoldenCase golden)
    {
        var input = golden.Inputs.TryGetValue("input_ids", out var ids) ? ids : golden.Inputs["inputs_embeds"];
        (Rows, Columns) = ((int)input.Shape[0], (int)input.Shape[1]);
        _hidden = input.IsInteger ? 1 : (int)input.Shape[2];
        _ids = input.IsInteger ? input.Integers : null;
        _embeddings = input.IsInteger ? null : input.Floats;
        _counts = golden.Inputs.TryGetValue("attention_mask", out var mask)
            ? [.. mask.Integers.Select(value => value != 0)]
            : [.. Enumerable.Repeat(true, Rows * Columns)];
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Whether a row's column holds a token, not padding.</summary>
    public bool Counts(int row, int column) => _counts[(row * Columns) + column];

    /// <summary>Which elements of an output <c>[B, T, width]</c> are judged.</summary>
    public bool[] Mask(int width) => [.. _counts.SelectMany(counts => Enumerable.Repeat(counts, width))];

    /// <summary>The ids of a row without padding; empty if it consists of embeddings.</summary>
    public int[] Ids(int row)
        => _ids is null ? [] : [.. Real(row, 0, Columns).Select(column => (int)_ids[(row * Columns) + column])];

    /// <summary>Columns of a row that hold tokens.</summary>
    public IEnumerable<int> Real(int row, int start, int width)
        => Enumerable.Range(start, width).Where(column => Counts(row, column));

    /// <summary>What a row gets from these columns; null if they are all padding.</summary>
    public LaneRow? Piece(int row, int start, int width, RowDemand demand)
    {
        int[] columns = [.. Real(row, start, width)];
        return columns.Length == 0 ? null : new LaneRow
        {
            Slot = row,
            Past = Real(row, 0, start).Count(),
            Tokens = _ids is null ? default : columns.Select(column => (int)_ids[(row * Columns) + column]).ToArray(),
            Embeddings = _embeddings is null ? default : columns.SelectMany(column => Embedding(row, column)).ToArray(),
            Demand = demand,
        };
    }

    private ArraySegment<float> Embedding(int row, int column)
        => new(_embeddings!, ((row * Columns) + column) * _hidden, _hidden);
}
