using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.Language;

/// <summary>A linear layer that may carry a low-rank adapter beside its weights: y = W x + b + s B (A x).</summary>
/// <remarks>LoRA (arXiv 2106.09685). The adapter is not among the module's parameters, so that the base weights load,
/// freeze and save the same with and without it; it is trained through <see cref="AdapterParameters"/>.</remarks>
public sealed class LoraLinear : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    private Parameter? _down;
    private Parameter? _up;
    private double _scale;

    /// <summary>Makes a layer whose weights are not set.</summary>
    public LoraLinear(int inputs, int outputs, bool bias, ScalarType type = ScalarType.Float32)
        : base(nameof(LoraLinear))
    {
        _weight = new Parameter(empty(outputs, inputs, type));
        _bias = bias ? new Parameter(zeros(outputs, type)) : null;
        RegisterComponents();
    }

    /// <summary><c>[outputs, inputs]</c>.</summary>
    public Parameter Weight => _weight;

    /// <summary>Whether an adapter is attached and not merged.</summary>
    public bool HasAdapter => _down is not null;

    /// <summary>A <c>[rank, inputs]</c> and B <c>[outputs, rank]</c>; none without an adapter.</summary>
    public IReadOnlyList<Parameter> AdapterParameters => _down is null || _up is null ? [] : [_down, _up];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [..., inputs]
    {
        if (_down is null || _up is null)
        {
            return F.linear(x, _weight, _bias);
        }

        using var scope = NewDisposeScope();
        var update = F.linear(F.linear(x, _down), _up) * _scale; // [..., outputs]
        return (F.linear(x, _weight, _bias) + update).MoveToOuterDisposeScope();
    }

    /// <summary>Attaches an adapter beside the weights.</summary>
    /// <param name="down">A, <c>[rank, inputs]</c>; copied.</param>
    /// <param name="up">B, <c>[outputs, rank]</c>; copied.</param>
    /// <param name="scale">alpha / rank, or alpha / sqrt(rank).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">There is an adapter already.</exception>
    public void Attach(Tensor down, Tensor up, double scale)
    {
        if (HasAdapter)
        {
            throw new InvalidOperationException("an adapter is attached already");
        }

        if (down.shape is not [var rank, var inputs] || up.shape is not [var outputs, var upRank]
            || rank != upRank || outputs != _weight.shape[0] || inputs != _weight.shape[1])
        {
            throw new ArgumentException(
                $"A [{string.Join(", ", down.shape)}] and B [{string.Join(", ", up.shape)}] do not fit "
                + $"W [{string.Join(", ", _weight.shape)}]");
        }

        _down = Own(down);
        _up = Own(up);
        _scale = scale;
    }

    /// <summary>Adds the adapter to the weights, computed in float32, and takes it away: W becomes W + s B A.</summary>
    /// <exception cref="InvalidOperationException">There is no adapter.</exception>
    public void Merge()
    {
        if (_down is null || _up is null)
        {
            throw new InvalidOperationException("there is no adapter to merge");
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var update = _up.to(ScalarType.Float32).matmul(_down.to(ScalarType.Float32)) * _scale;
        _weight.copy_((_weight.to(ScalarType.Float32) + update).to(_weight.dtype));
        Detach();
    }

    /// <summary>Takes the adapter away and leaves the weights as they are.</summary>
    public void Detach()
    {
        _down?.Dispose();
        _up?.Dispose();
        (_down, _up) = (null, null);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Detach();
        }

        base.Dispose(disposing);
    }

    private Parameter Own(Tensor values)
    {
        using var scope = NewDisposeScope();
        var own = new Parameter(values.detach().to(_weight.dtype, _weight.device).clone());
        own.DetachFromDisposeScope();
        return own;
    }
}
