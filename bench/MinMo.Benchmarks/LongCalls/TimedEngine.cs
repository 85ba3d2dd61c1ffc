using MinMo.Abstractions.Engine;
using MinMo.Benchmarks.Overhead;

namespace MinMo.Benchmarks.LongCalls;

/// <summary>Notes the time that steps took on their devices, until it is asked.</summary>
internal sealed class TimedEngine(IInferenceEngine engine) : IInferenceEngine
{
    private Dictionary<StepKind, ListedTimes> _times = [];

    public EngineDescription Description => engine.Description;

    /// <summary>Forks so far: two for a lane that is renewed.</summary>
    public int Forks { get; private set; }

    /// <summary>What failed so far.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Medians in milliseconds since the last time.</summary>
    public IReadOnlyDictionary<StepKind, double> TakeMedians()
    {
        var medians = _times.ToDictionary(static kind => kind.Key, static kind => kind.Value.At(0.5));
        _times = [];
        return medians;
    }

    public ValueTask<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        => engine.OpenAsync(request, cancellationToken);

    public async ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        var result = await engine.ExecuteAsync(step, cancellationToken);
        if (!_times.TryGetValue(step.Kind, out var times))
        {
            _times.Add(step.Kind, times = new ListedTimes());
        }

        times.Add(result.Computed);
        Forks += result is ForkResult ? 1 : 0;
        if (result is StepFailed failed)
        {
            Failures.Add($"{step.Kind}: {failed.Explanation}");
        }

        return result;
    }

    public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
        => engine.ReleaseAsync(session, cancellationToken);
}
