using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Markdown to the text that it shows.</summary>
internal static partial class MarkupPass
{
    public static string Apply(string text)
    {
        text = Fences().Replace(text, " ");
        text = Links().Replace(text, "$1");
        text = Rules().Replace(text, string.Empty);
        text = Headings().Replace(text, string.Empty);
        text = Bullets().Replace(text, string.Empty);
        text = Tags().Replace(text, " ");
        text = Cells().Replace(text, m => m.Index == 0 || m.Index + m.Length == text.Length ? " " : ", ");
        return Emphasis().Replace(text, string.Empty);
    }

    [GeneratedRegex(@"```[\w+#-]*|~~~[\w+#-]*")]
    private static partial Regex Fences();

    [GeneratedRegex(@"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+""[^""]*"")?\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t:-]*$", RegexOptions.Multiline)]
    private static partial Regex Rules();

    [GeneratedRegex(@"^[ \t]*(?:#{1,6}[ \t]+|>+[ \t]?)", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^[ \t]*[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?", RegexOptions.Multiline)]
    private static partial Regex Bullets();

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"[ \t]*\|[ \t]*")]
    private static partial Regex Cells();

    // Underscores inside a word are part of it; an asterisk between numbers is a product.
    [GeneratedRegex(@"\*\*|~~|`|(?<!\d[ ]?)\*|\*(?![ ]?\d)|(?<!\w)_+(?=\w)|(?<=[\w.,!?])_+(?!\w)")]
    private static partial Regex Emphasis();
}
