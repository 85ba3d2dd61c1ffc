namespace MinMo.Models.Bundles.Installing;

/// <summary>What the files of a part say about themselves.</summary>
/// <param name="Description">Architecture and sizes, for people.</param>
/// <param name="SampleRateHz">Of the audio that it takes or gives; null if it has nothing to do with audio.</param>
public sealed record PartFacts(string Description, int? SampleRateHz = null);
