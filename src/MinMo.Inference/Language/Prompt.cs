namespace MinMo.Inference.Language;

/// <summary>Dialogue as positions of a lane.</summary>
/// <param name="Tokens">The tokens; a position that holds a heard row has the row's <see cref="PromptRow.LaneToken"/>.</param>
/// <param name="ReplyOffset">Where among them the text of a reply begins that stays open; null if none does.</param>
internal sealed record Prompt(int[] Tokens, int? ReplyOffset)
{
    /// <summary>The rows, by position.</summary>
    public IReadOnlyDictionary<int, PromptRow> Rows { get; init; } = new Dictionary<int, PromptRow>();
}
