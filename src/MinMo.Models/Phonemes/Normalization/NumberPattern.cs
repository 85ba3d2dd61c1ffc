namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Parts of regular expressions.</summary>
internal static class NumberPattern
{
    /// <summary>Digits, with or without separators of thousands.</summary>
    public const string Whole = @"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)";

    /// <summary>A whole number or decimals.</summary>
    public const string Number = "(?:" + Whole + @"(?:\.\d+)?|\.\d+)";

    /// <summary>Nothing in front that would make the number a part of something else.</summary>
    public const string Start = @"(?<![\w.,/:])";
}
