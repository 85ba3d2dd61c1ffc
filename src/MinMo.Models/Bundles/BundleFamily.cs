namespace MinMo.Models.Bundles;

/// <summary>How the parts of a bundle work together.</summary>
/// <param name="Name">As <c>bundle.json</c> has it.</param>
/// <param name="Parts">The parts that a bundle of the family has, one of each.</param>
public sealed record BundleFamily(string Name, IReadOnlyList<BundlePartKind> Parts)
{
    /// <summary>Public parts in a row: ears give text, the language model answers in text, a voice reads it.</summary>
    public static BundleFamily Cascade { get; } = new(
        "cascade",
        [
            BundlePartKind.Ears, BundlePartKind.LanguageModel, BundlePartKind.Voice, BundlePartKind.TurnEnd,
            BundlePartKind.VoiceActivity,
        ]);

    /// <summary>The paper's pipeline, any size: the language model hears rows and the voice reads its hidden states.
    /// </summary>
    public static BundleFamily Minmo { get; } = new(
        "minmo",
        [
            BundlePartKind.SpeechEncoder, BundlePartKind.InputProjector, BundlePartKind.LanguageModel,
            BundlePartKind.DuplexPredictor, BundlePartKind.OutputProjector, BundlePartKind.VoiceLanguageModel,
            BundlePartKind.MelDecoder, BundlePartKind.Vocoder,
        ]);

    /// <summary>The family of that name; null if there is none.</summary>
    public static BundleFamily? Find(string name)
        => name == Cascade.Name ? Cascade : name == Minmo.Name ? Minmo : null;
}
