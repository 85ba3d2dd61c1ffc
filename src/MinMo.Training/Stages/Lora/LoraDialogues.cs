namespace MinMo.Training.Stages.Lora;

/// <summary>What an adapter is trained and measured on.</summary>
/// <param name="Base">The weights that are adapted.</param>
/// <param name="Trained">Dialogues to learn from.</param>
/// <param name="HeldOut">Dialogues to measure on; may be empty.</param>
public sealed record LoraDialogues(
    LoraBase Base, IReadOnlyList<LoraExample> Trained, IReadOnlyList<LoraExample> HeldOut);
