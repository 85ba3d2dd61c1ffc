namespace MinMo.Inference.Language;

/// <summary>One position of what was heard: what the ears give the language model in place of an embedded token.</summary>
/// <param name="Number">Counts the rows of a call; never used twice.</param>
/// <param name="Values"><c>[hidden]</c>.</param>
internal sealed record PromptRow(int Number, float[] Values)
{
    /// <summary>What a lane keeps in place of a token id: negative, and another one for every row.</summary>
    public int LaneToken => ~Number;
}
