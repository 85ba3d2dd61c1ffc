namespace MinMo.Models.Language;

/// <summary>A row of a step in the order in which it is computed.</summary>
/// <param name="Index">Its place in the caller's order.</param>
/// <param name="Slot">Its lane.</param>
/// <param name="Past">Positions in front of it.</param>
/// <param name="Count">Positions it adds.</param>
internal readonly record struct PackedRow(int Index, int Slot, int Past, int Count);
