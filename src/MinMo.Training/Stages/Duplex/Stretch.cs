namespace MinMo.Training.Stages.Duplex;

/// <summary>A stretch of a call in which the agent listens behind one state of the dialogue, as the predictor sees it.
/// </summary>
/// <param name="Hidden">The language model's hidden state at each row, <c>[rows, d]</c>.</param>
/// <param name="Speaking">Whether the agent speaks, for each row.</param>
/// <param name="Classes">The class of each row; -1 for rows that only lead in.</param>
/// <param name="Call">Which call.</param>
/// <param name="FirstTick">The tick of the first row.</param>
internal sealed record Stretch(float[] Hidden, bool[] Speaking, int[] Classes, int Call, int FirstTick)
{
    /// <summary>Rows.</summary>
    public int Length => Classes.Length;
}
