namespace MinMo.Models.Bundles.Installing;

/// <summary>How a part of an installed bundle came out of its check.</summary>
/// <param name="Part">The part.</param>
/// <param name="Ok">Every file is as it was installed, and the model is whole.</param>
/// <param name="Detail">What the model is, or what is wrong and what to do.</param>
public sealed record PartVerdict(BundlePart Part, bool Ok, string Detail);
