namespace MinMo.Models.Whisper;

/// <summary>Tokens to append to one item of a batch.</summary>
/// <param name="Item">Index in the batch; at most once a call.</param>
/// <param name="Ids">At least one.</param>
/// <param name="Wanted">For which of <paramref name="Ids"/>, by index, logits are computed: the output layer is the
/// dearest of all.</param>
internal sealed record WhisperTokens(int Item, int[] Ids, int[] Wanted)
{
    /// <summary>One token, with its logits.</summary>
    public static WhisperTokens Single(int item, int id) => new(item, [id], [0]);
}
