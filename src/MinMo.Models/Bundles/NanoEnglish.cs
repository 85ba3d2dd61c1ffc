namespace MinMo.Models.Bundles;

/// <summary>The bundle <c>nano-en</c>: MinMo itself, trained by this repository's own scripts on synthetic voices, small
/// enough to ship with the program.</summary>
public static class NanoEnglish
{
    /// <summary>What calls name it by.</summary>
    public const string Name = "nano-en";

    /// <summary>One line for people.</summary>
    public const string About = "English on one CPU core: MinMo, trained from nothing on synthetic voices; needs no installation";

    /// <summary>For which machine it is meant.</summary>
    public const string Machine = "one CPU core or more";
}
