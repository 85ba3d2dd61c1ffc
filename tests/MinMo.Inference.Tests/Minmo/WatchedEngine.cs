using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Tests.Minmo;

/// <summary>Notes what steps gave.</summary>
internal sealed class WatchedEngine(IInferenceEngine engine) : IInferenceEngine
{
    public EngineDescription Description => engine.Description;

    /// <summary>What failed.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Ends of the dialogue lane after each append, in order.</summary>
    public List<int> LaneEnds { get; } = [];

    /// <summary>Forks: two a renewal.</summary>
    public int Forks { get; private set; }

    public ValueTask<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        => engine.OpenAsync(request, cancellationToken);

    public async ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        var result = await engine.ExecuteAsync(step, cancellationToken);
        switch (result)
        {
            case StepFailed failed:
                Failures.Add($"{step.Kind}: {failed.Explanation}");
                break;
            case AppendResult appended:
                LaneEnds.Add(appended.End.Tokens);
                break;
            case ForkResult:
                Forks++;
                break;
        }

        return result;
    }

    public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
        => engine.ReleaseAsync(session, cancellationToken);
}
