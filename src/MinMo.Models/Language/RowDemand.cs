namespace MinMo.Models.Language;

/// <summary>What a step computes for a row besides extending its lane. The output layer is a large part of a step, so
/// rows that only listen should not ask for logits.</summary>
[Flags]
public enum RowDemand
{
    /// <summary>Nothing: the row is prefill.</summary>
    None = 0,

    /// <summary>Logits of the row's last position.</summary>
    LastLogits = 1,

    /// <summary>Logits of all positions of the row.</summary>
    AllLogits = 2,

    /// <summary>Hidden states of all positions, after the final norm.</summary>
    HiddenStates = 4,
}
