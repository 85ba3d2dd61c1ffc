namespace MinMo.Inference.Engine;

/// <summary>Models that were loaded so far; disposed of in reverse order, also when loading breaks off in between.</summary>
internal sealed class OwnedParts : IAsyncDisposable
{
    private readonly Stack<object> _parts = [];

    /// <summary>Takes a part over.</summary>
    public T Add<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (part as IDisposable)?.Dispose();
            }
        }
    }
}
