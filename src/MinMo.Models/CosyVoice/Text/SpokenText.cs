using System.Text;
using System.Text.RegularExpressions;
using MinMo.Models.Tokenization;

namespace MinMo.Models.CosyVoice.Text;

/// <summary>CosyVoice 2's rules for text, as they are without an external normaliser.</summary>
/// <param name="tokenizer">That of the voice; lengths of pieces are counted in its tokens.</param>
public sealed partial class SpokenText(BytePairTokenizer tokenizer)
{
    private readonly SpokenPieces _other = SpokenPieces.Other(tokenizer);

    /// <summary>A text to speak, in pieces that are spoken one after the other.</summary>
    /// <param name="text">Any text. One that has both <c>&lt;|</c> and <c>|&gt;</c> stays as it is.</param>
    public IReadOnlyList<string> Split(string text)
    {
        if (IsLeftAlone(text))
        {
            return [text];
        }

        return (HasHan(text) ? SpokenPieces.Chinese : _other).Cut(Normalize(text));
    }

    /// <summary>A text that is not cut, such as the words of a prompt's audio.</summary>
    public static string Normalize(string text)
    {
        if (IsLeftAlone(text))
        {
            return text;
        }

        var stripped = Strip(text);
        return HasHan(stripped) ? NormalizeChinese(stripped) : SpelledNumber.InText(stripped);
    }

    /// <summary>Spells the numbers of a text that has no Chinese in it; nothing else is changed, so that a text may be given in
    /// pieces of whole words.</summary>
    public static string SpellNumbers(string text) => HasHan(text) ? text : SpelledNumber.InText(text);

    private static bool IsLeftAlone(string text)
        => text.Length == 0
            || (text.Contains("<|", StringComparison.Ordinal) && text.Contains("|>", StringComparison.Ordinal));

    private static bool HasHan(string text) => text.AsSpan().ContainsAnyInRange('\u4E00', '\u9FFF');

    private static string NormalizeChinese(string text)
    {
        var joined = DropSpaces(text.Replace("\n", string.Empty, StringComparison.Ordinal));
        var replaced = joined
            .Replace("²", "平方", StringComparison.Ordinal)
            .Replace("³", "立方", StringComparison.Ordinal)
            .Replace('.', '。')
            .Replace(" - ", "，", StringComparison.Ordinal);
        var bare = Brackets().Replace(replaced, string.Empty).Replace("——", " ", StringComparison.Ordinal);
        return TrailingCommas().Replace(bare, "。");
    }

    /// <summary>Keeps spaces between ASCII characters only.</summary>
    private static string DropSpaces(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ' ' || (i > 0 && i + 1 < text.Length && IsInk(text[i - 1]) && IsInk(text[i + 1])))
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static bool IsInk(char character) => char.IsAscii(character) && character != ' ';

    /// <summary>Python's strip, which also takes the four information separators.</summary>
    private static string Strip(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    [GeneratedRegex("[（）【】`]")]
    private static partial Regex Brackets();

    [GeneratedRegex("[，,、]+$")]
    private static partial Regex TrailingCommas();
}
