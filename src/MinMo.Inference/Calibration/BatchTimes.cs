using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Calibration;

/// <summary>How long batches took on their devices, while somebody wants to know. Safe for concurrent use.</summary>
internal sealed class BatchTimes
{
    // Guards the list.
    private readonly Lock _lock = new();
    private volatile List<(StepKind Kind, int Rows, TimeSpan Time)>? _noted;

    /// <summary>Notes what is executed from now on.</summary>
    public void Begin() => _noted = [];

    /// <summary>Notes no more.</summary>
    /// <returns>All batches since <see cref="Begin"/>.</returns>
    public IReadOnlyList<(StepKind Kind, int Rows, TimeSpan Time)> End()
    {
        lock (_lock)
        {
            var noted = _noted ?? [];
            _noted = null;
            return noted;
        }
    }

    /// <summary>A batch was executed.</summary>
    public void Note(StepKind kind, int rows, TimeSpan time)
    {
        if (_noted is null)
        {
            return;
        }

        lock (_lock)
        {
            _noted?.Add((kind, rows, time));
        }
    }
}
