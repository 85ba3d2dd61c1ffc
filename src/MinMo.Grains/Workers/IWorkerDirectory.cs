using System.Diagnostics.CodeAnalysis;
using MinMo.Abstractions.Engine;

namespace MinMo.Grains.Workers;

/// <summary>Which workers this silo has. Reading is cheap and safe from any thread.</summary>
public interface IWorkerDirectory
{
    /// <summary>Names of the workers that run a bundle, in the order of their registration.</summary>
    /// <param name="bundle">The bundle; null means the bundle of the first worker.</param>
    IReadOnlyList<string> WorkersOf(string? bundle);

    /// <summary>The engine behind a worker; false when the silo has none of that name (any more).</summary>
    bool TryFind(string worker, [NotNullWhen(true)] out IInferenceEngine? engine);
}
