using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Euler steps from noise to frames at cosine times, with classifier-free guidance: rows with and without
/// conditions run as one batch.</summary>
/// <remarks>CosyVoice 2 (arXiv 2412.10117), section 2.4.</remarks>
public sealed class EulerSolver
{
    private readonly CausalEstimator _estimator;
    private readonly double _guidance;
    private readonly IReadOnlyList<(float Time, float Width)> _steps;

    /// <summary>Prepares the times.</summary>
    /// <param name="estimator">The velocity; stays the caller's.</param>
    /// <param name="steps">Euler steps.</param>
    /// <param name="guidance">Strength of the guidance.</param>
    public EulerSolver(CausalEstimator estimator, int steps, double guidance)
        => (_estimator, _guidance, _steps) = (estimator, guidance, Steps(steps));

    /// <summary>Euler steps.</summary>
    public int StepCount => _steps.Count;

    /// <summary>The times that a schedule goes through, 0 and 1 included; in float32, operation by operation, as the reference
    /// does.</summary>
    public static float[] Times(int steps)
    {
        using var scope = NewDisposeScope();
        return [.. (1 - (linspace(0, 1, steps + 1, ScalarType.Float32) * 0.5 * Math.PI).cos()).data<float>()];
    }

    /// <summary>Time and width of each step; times are added up in float32, as the reference does.</summary>
    public static IReadOnlyList<(float Time, float Width)> Steps(int steps)
    {
        var times = Times(steps);
        var result = new List<(float Time, float Width)>();
        var time = times[0];
        for (var step = 0; step < steps; step++)
        {
            var width = times[step + 1] - time;
            result.Add((time, width));
            time += width;
        }

        return result;
    }

    /// <summary>Solves.</summary>
    /// <param name="noise"><c>[b, bands, t]</c>.</param>
    /// <param name="conditions">What the frames are made from.</param>
    /// <param name="context">What surrounds the frames at a step: 2 b rows, the first half with conditions.</param>
    /// <param name="observe">Is shown the frames after each step; null for nobody.</param>
    /// <returns>Frames, <c>[b, bands, t]</c>.</returns>
    public Tensor Solve(
        Tensor noise, FlowConditions conditions, Func<int, FrameContext> context, Action<Tensor>? observe = null)
    {
        using var scope = NewDisposeScope();
        var (x, rows, both) = (noise, noise.shape[0], conditions.AndNone());
        for (var step = 0; step < _steps.Count; step++)
        {
            var (time, width) = _steps[step];
            var velocity = _estimator.Velocity(
                cat([x, x]), full(2 * rows, time, device: x.device), both, context(step));         // [2 b, bands, t]
            var guided = ((1 + _guidance) * velocity.narrow(0, 0, rows)) - (_guidance * velocity.narrow(0, rows, rows));
            x = x + (width * guided);
            observe?.Invoke(x);
        }

        return x.MoveToOuterDisposeScope();
    }
}
