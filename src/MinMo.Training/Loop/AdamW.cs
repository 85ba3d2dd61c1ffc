using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101), whose moments are kept in one
/// flat tensor each: a step is a dozen operations however many parameters there are, and its state can be saved.
/// Matrices decay; vectors (norms, biases) do not. Where the settings ask for it, matrices inside the model go by the
/// orthogonalized first moment instead (Muon).</summary>
public sealed class AdamW : IDisposable
{
    private const double Epsilon = 1e-8;
    private const double OrthogonalScale = 0.2;
    private const int LeastSide = 64;
    private const int MostRatio = 4;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly LoopSettings _settings;
    private readonly Tensor _first;
    private readonly Tensor _second;

    /// <summary>Starts with empty moments.</summary>
    public AdamW(IReadOnlyList<Parameter> parameters, LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _parameters = parameters;
        _settings = settings;
        var count = parameters.Sum(static parameter => parameter.numel());
        _first = zeros(count).DetachFromDisposeScope();
        _second = zeros(count).DetachFromDisposeScope();
    }

    /// <summary>The moments, for checkpoints.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => [("first", _first), ("second", _second)];

    /// <summary>Changes the parameters along their gradients, and clears the gradients.</summary>
    /// <param name="step">From 0.</param>
    /// <returns>The gradients' norm before clipping; not finite when the step was skipped.</returns>
    public double Step(long step)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var gradient = cat([.. _parameters.Select(static parameter
            => parameter.grad is { } given ? given.reshape(-1) : zeros(parameter.numel()))]);
        var norm = gradient.norm().ToDouble();
        if (double.IsFinite(norm))
        {
            if (norm > _settings.ClipNorm)
            {
                gradient.mul_(_settings.ClipNorm / norm);
            }

            Apply(Direction(gradient, step), gradient, _settings.RateAt(step));
        }

        foreach (var parameter in _parameters)
        {
            parameter.grad?.zero_();
        }

        return norm;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private Tensor Direction(Tensor gradient, long step)
    {
        _first.mul_(_settings.Beta1).add_(gradient, alpha: 1 - _settings.Beta1);
        _second.mul_(_settings.Beta2).addcmul_(gradient, gradient, 1 - _settings.Beta2);
        var firstBias = 1 - Math.Pow(_settings.Beta1, step + 1);
        var secondBias = 1 - Math.Pow(_settings.Beta2, step + 1);
        return _first / ((_second / secondBias).sqrt_().add_(Epsilon)).mul_(firstBias);
    }

    private void Apply(Tensor direction, Tensor gradient, double rate)
    {
        long offset = 0;
        var shrink = 1 - (rate * _settings.WeightDecay);
        foreach (var parameter in _parameters)
        {
            var count = parameter.numel();
            if (parameter.dim() > 1)
            {
                parameter.mul_(shrink);
            }

            var change = IsOrthogonal(parameter)
                ? OrthogonalDirection(gradient, offset, parameter)
                : direction.narrow(0, offset, count).view(parameter.shape);
            parameter.add_(change, alpha: -rate);
            offset += count;
        }
    }

    // Scaled as in Liu et al. 2025 (arXiv 2502.16982, equation 4), so that one learning rate fits both kinds of step.
    private Tensor OrthogonalDirection(Tensor gradient, long offset, Parameter parameter)
    {
        using var scope = NewDisposeScope();
        var ahead = _first.narrow(0, offset, parameter.numel()).mul(_settings.Beta1)
            .add_(gradient.narrow(0, offset, parameter.numel()), alpha: 1 - _settings.Beta1).view(parameter.shape);
        return Orthogonal.Of(ahead).mul_(OrthogonalScale * Math.Sqrt(parameter.shape.Max())).MoveToOuterDisposeScope();
    }

    // Layers inside a model; tables of units and heads are longer.
    private bool IsOrthogonal(Parameter parameter)
        => _settings.OrthogonalSteps && parameter.dim() == 2
            && parameter.shape.Min() >= LeastSide && parameter.shape.Max() <= MostRatio * parameter.shape.Min();
}
