namespace MinMo.Models.Tokenization;

/// <summary>What the splitting rules distinguish. Marks are neither letters nor numbers.</summary>
internal enum CharacterClass
{
    /// <summary>Everything else.</summary>
    Other,

    /// <summary>Unicode category L.</summary>
    Letter,

    /// <summary>Unicode category N.</summary>
    Number,

    /// <summary>Unicode property White_Space.</summary>
    Space,
}
