namespace MinMo.LoadTest.Engine;

/// <summary>Where an engine tells of itself while it runs.</summary>
public interface IEngineWatch
{
    /// <summary>Reads all figures.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if the engine did not answer in time; under load that happens.</returns>
    Task<EngineFigures?> LookAsync(CancellationToken cancellationToken);
}
