namespace MinMo.Models.Tokenization;

/// <summary>What a tokenizer's files say, whatever their layout.</summary>
internal sealed record BytePairDefinition
{
    /// <summary>The files, for messages.</summary>
    public required string Location { get; init; }

    /// <summary>Text in the byte alphabet to id, without the added tokens that are only added.</summary>
    public required Dictionary<string, int> Tokens { get; init; }

    /// <summary>In order of rank.</summary>
    public required IEnumerable<MergeRule> Merges { get; init; }

    /// <summary>Found in the raw text before anything else.</summary>
    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>How text is cut before merging.</summary>
    public required SplitRule Split { get; init; }

    /// <summary>Whether text between added tokens is normalised (NFC).</summary>
    public required bool Normalizes { get; init; }
}
