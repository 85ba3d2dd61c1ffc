namespace MinMo.Training.Stages.Mind;

/// <summary>One position of a dialogue as the language model reads it, and what it is to foresee there.</summary>
/// <param name="Unit">The unit that stands there.</param>
/// <param name="Other">Another unit that is mixed in, as in the rows of an unsure ear.</param>
/// <param name="Share">Share of <paramref name="Unit"/>, 1 for a unit alone.</param>
/// <param name="Target">The unit to foresee; meaningless without weight.</param>
/// <param name="Weight">How much it counts; 0 for not at all.</param>
/// <param name="Row">A row of the ear that stands there in place of the units; 0 for none.</param>
internal readonly record struct ScriptPosition(
    int Unit, int Other, float Share, int Target = 0, float Weight = 0, int Row = 0);
