namespace MinMo.Models.Bundles.Installing;

/// <summary>What a bundle of the family <c>minmo</c> is written from.</summary>
/// <param name="Folders">The folder of each part of <see cref="BundleFamily.Minmo"/>: <c>model.safetensors</c> of any float
/// type, and JSON files.</param>
/// <param name="Licence">Of the weights.</param>
public sealed record MinmoBundleParts(IReadOnlyDictionary<BundlePartKind, string> Folders, string Licence)
{
    /// <summary>See <see cref="BundleManifest.ReadsWrittenText"/>.</summary>
    public bool ReadsWrittenText { get; init; } = true;

    /// <summary>The language model's <c>tokenizer.json</c>, where it does not lie beside its weights.</summary>
    public string? Tokenizer { get; init; }
}
