namespace MinMo.Training.Stages.Lora;

/// <summary>The weights that an adapter belongs to, as written into its files.</summary>
/// <param name="Name">For people: where they come from.</param>
/// <param name="Fingerprint">For the engine, see <see cref="Models.Bundles.BundlePart.Fingerprint"/>.</param>
public sealed record LoraBase(string Name, string Fingerprint);
