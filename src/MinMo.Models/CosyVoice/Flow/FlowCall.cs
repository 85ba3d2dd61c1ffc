namespace MinMo.Models.CosyVoice.Flow;

/// <summary>One call of the flow in the reference's schedule.</summary>
/// <param name="Offset">New tokens whose frames are out already.</param>
/// <param name="Tokens">New tokens that are given, from the first.</param>
/// <param name="Chunked">Whether frames see no later mask chunk.</param>
/// <param name="Final">Whether the utterance ends with it.</param>
public readonly record struct FlowCall(int Offset, int Tokens, bool Chunked, bool Final)
{
    /// <summary>Tokens whose frames the call gives out.</summary>
    /// <param name="lookAhead">Tokens at the end of a call before the last that are only looked at.</param>
    public int NewTokens(int lookAhead) => Tokens - Offset - (Final ? 0 : lookAhead);
}
