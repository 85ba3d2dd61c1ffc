namespace MinMo.Testing.Scripting;

/// <summary>Holds steps of one kind until the test opens it: time stands still for them.</summary>
public sealed class StepGate : IDisposable
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first step waits at the gate.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets all waiting and coming steps through.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Opens the gate.</summary>
    public void Dispose() => Open();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }
}
