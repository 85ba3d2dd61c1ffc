using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Attention that adds to each score one of the distance between query and key.</summary>
/// <remarks>Transformer-XL (arXiv 1901.02860), section 3.3; names as in ESPnet and WeNet.</remarks>
public sealed class RelativeAttention : nn.Module<Tensor, FrameContext, Tensor>
{
    private readonly int _heads;
    private readonly double _scale;
    private readonly RelativePositions _positions;

    [ComponentName(Name = "linear_q")]
    private readonly Linear _query;

    [ComponentName(Name = "linear_k")]
    private readonly Linear _key;

    [ComponentName(Name = "linear_v")]
    private readonly Linear _value;

    [ComponentName(Name = "linear_out")]
    private readonly Linear _output;

    [ComponentName(Name = "linear_pos")]
    private readonly Linear _position;

    [ComponentName(Name = "pos_bias_u")]
    private readonly Parameter _contentBias;

    [ComponentName(Name = "pos_bias_v")]
    private readonly Parameter _positionBias;

    /// <summary>Makes the projections with torch's usual initial weights, without biases of content and position.</summary>
    public RelativeAttention(int width, int heads)
        : base(nameof(RelativeAttention))
    {
        (_heads, _scale) = (heads, 1 / Math.Sqrt((double)width / heads));
        _query = nn.Linear(width, width);
        _key = nn.Linear(width, width);
        _value = nn.Linear(width, width);
        _output = nn.Linear(width, width);
        _position = nn.Linear(width, width, hasBias: false);
        _contentBias = new Parameter(zeros(heads, width / heads));
        _positionBias = new Parameter(zeros(heads, width / heads));
        _contentBias.DetachFromDisposeScope(); // the module owns them, wherever it is made
        _positionBias.DetachFromDisposeScope();
        RegisterComponents();
        _positions = new RelativePositions(_position, heads);
    }

    /// <summary>Attends.</summary>
    /// <param name="x"><c>[b, t, d]</c>.</param>
    /// <param name="context">What is seen.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var attended = context.Attend(Heads(_query.call(x)), Heads(_key.call(x)), Heads(_value.call(x)), Attend);
        return _output.call(attended.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope();
    }

    /// <summary>The scores of whole sequences before masking.</summary>
    /// <param name="x"><c>[b, t, d]</c>.</param>
    /// <returns><c>[b, h, t, t]</c>.</returns>
    internal Tensor Scores(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Scores(Heads(_query.call(x)), Heads(_key.call(x))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _positions.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var scores = Scores(query, key);                                                        // [b, h, n, l]
        scores = mask is null ? scores : scores.masked_fill(mask.logical_not(), float.NegativeInfinity);
        return matmul(scores.softmax(-1), value).MoveToOuterDisposeScope();                     // [b, h, n, d]
    }

    private Tensor Scores(Tensor query, Tensor key)
    {
        var (n, l) = (query.shape[2], key.shape[2]);
        var content = matmul(query + _contentBias.unsqueeze(1), key.transpose(2, 3));           // [b, h, n, l]
        var rows = _positions.Rows((int)l - 1, (int)n - 1);                                     // [h, l + n - 1, d]
        var distances = matmul(query + _positionBias.unsqueeze(1), rows.transpose(1, 2));       // [b, h, n, l + n - 1]
        return (content + Aligned(distances, l)) * _scale;
    }

    /// <summary>Moves each query's row so that column j is the distance to key j: row i begins at column n - 1 - i.</summary>
    private static Tensor Aligned(Tensor distances, long keys)
    {
        var (b, h, n, r) = (distances.shape[0], distances.shape[1], distances.shape[2], distances.shape[3]);
        return distances.contiguous().as_strided([b, h, n, keys], [h * n * r, n * r, r - 1, 1], n - 1);
    }

    private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2); // [b, h, t, d/h]
}
