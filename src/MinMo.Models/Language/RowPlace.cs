namespace MinMo.Models.Language;

/// <summary>Where the outputs of a row lie in the buffers of a step, in positions.</summary>
internal readonly record struct RowPlace(
    int FirstLogit, int LogitCount, int FirstHidden, int HiddenCount, bool HasHidden);
