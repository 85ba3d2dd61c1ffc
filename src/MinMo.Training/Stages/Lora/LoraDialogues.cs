namespace MinMo.Training.Stages.Lora;

/// <summary>What an adapter is trained and measured on.</summary>
/// <param name="BaseModel">Fingerprint of the weights that are adapted, written into the adapter.</param>
/// <param name="Trained">Dialogues to learn from.</param>
/// <param name="HeldOut">Dialogues to measure on; may be empty.</param>
public sealed record LoraDialogues(
    string BaseModel, IReadOnlyList<LoraExample> Trained, IReadOnlyList<LoraExample> HeldOut);
