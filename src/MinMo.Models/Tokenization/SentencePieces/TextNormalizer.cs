using System.Text;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>Normalises texts before they are cut into pieces: user-defined pieces stay as they are, characters are
/// replaced by rule, spaces are squeezed and escaped (SentencePiece, normalizer.cc).</summary>
internal sealed class TextNormalizer(NormalizerRules rules, PrefixFinder userDefined)
{
    public const char Space = '\u2581';

    private readonly CharacterMap? _characters = rules.Characters;
    private readonly char _space = rules.EscapesSpaces ? Space : ' ';

    public string Normalize(string text)
    {
        var normalized = new StringBuilder();
        var rest = text.AsSpan();
        while (rules.RemovesExtraSpaces && !rest.IsEmpty && Next(rest, out var used) is " ")
        {
            rest = rest[used..];
        }

        if (rest.IsEmpty)
        {
            return string.Empty;
        }

        if (rules.AddsDummyPrefix)
        {
            normalized.Append(_space);
        }

        Append(rest, normalized);
        return rules.RemovesExtraSpaces ? normalized.ToString().TrimEnd(_space) : normalized.ToString();
    }

    private void Append(ReadOnlySpan<char> rest, StringBuilder normalized)
    {
        var afterSpace = rules.RemovesExtraSpaces;
        while (!rest.IsEmpty)
        {
            var next = Next(rest, out var used);
            rest = rest[used..];
            next = afterSpace ? next.TrimStart(' ') : next;
            if (next.Length > 0)
            {
                normalized.Append(next.Replace(' ', _space));
                afterSpace = rules.RemovesExtraSpaces && next.EndsWith(' ');
            }
        }
    }

    /// <summary>The first unit of a text, normalised.</summary>
    private string Next(ReadOnlySpan<char> text, out int used)
    {
        used = userDefined.Match(text);
        if (used > 0)
        {
            return text[..used].ToString();
        }

        if (_characters is not null && Replace(_characters, text, out used) is { } replacement)
        {
            return replacement;
        }

        Rune.DecodeFromUtf16(text, out var rune, out used); // what is no character becomes U+FFFD
        return rune.ToString();
    }

    private static string? Replace(CharacterMap characters, ReadOnlySpan<char> text, out int used)
    {
        const int LongestRule = 64; // characters; the rules of Unicode's NFKC are shorter
        var part = text[..Math.Min(LongestRule, text.Length)];
        var bytes = Encoding.UTF8.GetBytes(part.ToArray());
        var matched = characters.Match(bytes, out var replacement);
        used = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, matched));
        return matched == 0 ? null : Encoding.UTF8.GetString(replacement);
    }
}
