namespace MinMo.Models.Language;

/// <summary>One call of the graph within a step: neighbouring lanes with one position each, or one lane with several.</summary>
/// <param name="FirstSlot">The first lane.</param>
/// <param name="Lanes">How many lanes; those without a row get a position that is not part of them.</param>
/// <param name="Width">Positions of each lane.</param>
/// <param name="Rows">For each lane the index of its row among the step's rows, or -1.</param>
/// <param name="Start">First position of the row that this run takes.</param>
/// <param name="FirstPosition">Where the run's hidden states lie in the step's buffer, in positions.</param>
internal sealed record OnnxRun(int FirstSlot, int Lanes, int Width, int[] Rows, int Start, int FirstPosition);
