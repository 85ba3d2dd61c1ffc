using MinMo.Models.Convolution;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The next mask chunk of several streams: its positions see each other and all that is remembered, so no mask is
/// needed. Row i belongs to stream i, and what stands behind its own positions is padding.</summary>
/// <remarks>Nothing is remembered before <see cref="Commit"/>, so a failed pass can be repeated.</remarks>
internal sealed class StreamedFrames : FrameContext
{
    private readonly IReadOnlyList<StreamRow> _rows;
    private readonly StreamedConvolution _convolutions;
    private readonly int[] _lengths;
    private readonly List<(int[] Added, int? Kept)> _attentions = [];
    private readonly int _left;
    private int _chunk;

    /// <summary>Prepares a pass.</summary>
    /// <param name="rows">What each stream brings.</param>
    /// <param name="mask">Whose chunks they bring.</param>
    public StreamedFrames(IReadOnlyList<StreamRow> rows, ChunkMask mask)
    {
        (_rows, _lengths, _chunk, _left) = (rows, [.. rows.Select(static row => row.Length)], mask.Chunk, mask.Left);
        _convolutions = new StreamedConvolution(
            [.. rows.Select(static row => new StreamChunk(row.Memory.Convolutions, row.Length, Last: false))]);
    }

    protected override ConvolutionContext Convolutions => _convolutions;

    internal override Tensor Attend(Tensor query, Tensor key, Tensor value, Attention attention)
    {
        using var scope = NewDisposeScope();
        var attended = new Tensor[_rows.Count];
        var padded = query.shape[2];
        int? kept = _left < 0 ? null : _left * _chunk;
        for (var row = 0; row < attended.Length; row++)
        {
            var own = _lengths[row];
            var (keys, values) = _rows[row].Memory.Attention(_attentions.Count)
                .Append(key[row].narrow(1, 0, own), value[row].narrow(1, 0, own), kept);            // [h, l, d]
            var heard = attention(
                query.narrow(0, row, 1).narrow(2, 0, own), keys.unsqueeze(0), values.unsqueeze(0), null);
            attended[row] = own == padded ? heard : nn.functional.pad(heard, [0, 0, 0, padded - own]);
        }

        _attentions.Add(([.. _lengths], kept));
        return cat(attended).MoveToOuterDisposeScope();                                              // [b, h, t, d]
    }

    internal override void Repeat(int factor)
    {
        base.Repeat(factor);
        _chunk *= factor;
        for (var row = 0; row < _lengths.Length; row++)
        {
            _lengths[row] *= factor;
        }
    }

    /// <summary>Makes the streams remember this pass.</summary>
    public void Commit()
    {
        _convolutions.Commit();
        for (var number = 0; number < _attentions.Count; number++)
        {
            var (added, kept) = _attentions[number];
            for (var row = 0; row < _rows.Count; row++)
            {
                _rows[row].Memory.Attention(number).Commit(added[row], kept);
            }
        }
    }
}
