namespace MinMo.Models.Language;

/// <summary>Rows of a step that run attention together: slots that follow one another, each with as many positions.</summary>
/// <param name="FirstRow">Index into the rows sorted by slot.</param>
/// <param name="Rows">Rows, one a lane.</param>
/// <param name="FirstSlot">Slot of the first row.</param>
/// <param name="FirstPosition">Where the rows begin among all positions of the step.</param>
/// <param name="Width">Positions of each row.</param>
internal readonly record struct LaneSegment(int FirstRow, int Rows, int FirstSlot, int FirstPosition, int Width);
