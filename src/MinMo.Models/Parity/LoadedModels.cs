using System.Collections.Concurrent;

namespace MinMo.Models.Parity;

/// <summary>Models that several goldens share, as loading takes longer than a run. They live as long as the kind.
/// </summary>
internal sealed class LoadedModels<T>(Func<string, T> load)
{
    private readonly ConcurrentDictionary<string, Lazy<T>> _models = new(StringComparer.Ordinal);

    public T Get(string path) => _models.GetOrAdd(path, key => new Lazy<T>(() => load(key))).Value;
}
