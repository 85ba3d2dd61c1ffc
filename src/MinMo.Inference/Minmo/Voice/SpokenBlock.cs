namespace MinMo.Inference.Minmo.Voice;

/// <summary>Speech tokens that wait to be rendered.</summary>
/// <param name="utterance">What they belong to.</param>
/// <param name="tokens">The tokens, in order; none where only what decoder and vocoder still hold is to come.</param>
/// <param name="last">Whether nothing of the utterance follows.</param>
/// <param name="gain">Factor on the samples.</param>
internal sealed class SpokenBlock(Utterance utterance, int[] tokens, bool last, float gain)
{
    /// <summary>
    /// Tokens rendered at once at the begin of an utterance: three of them are the decoder's look-ahead, so the first
    /// sound is about 0.2 s and comes early.
    /// </summary>
    private const int FirstPiece = 8;

    private int _taken;

    /// <summary>What they belong to.</summary>
    public Utterance Utterance { get; } = utterance;

    /// <summary>Factor on the samples.</summary>
    public float Gain { get; } = gain;

    /// <summary>Whether everything was taken.</summary>
    public bool Ended { get; private set; }

    /// <summary>The next tokens to be rendered together.</summary>
    /// <returns>The tokens, and whether the utterance ends with them.</returns>
    public (int[] Tokens, bool Last) Next()
    {
        var most = Utterance.Rendered == 0 ? FirstPiece : tokens.Length;
        var piece = tokens.AsSpan(_taken, Math.Min(most, tokens.Length - _taken)).ToArray();
        return (piece, last && _taken + piece.Length == tokens.Length);
    }

    /// <summary>Tokens were rendered.</summary>
    public void Take(int count)
    {
        _taken += count;
        Utterance.Rendered += count;
        Ended = _taken == tokens.Length;
    }
}
