using System.Text;

namespace MinMo.Models.Tokenization;

/// <summary>Unicode normalisation form C of any text; .NET's own refuses lone surrogates and U+FFFE.</summary>
internal static class Composition
{
    private const char Noncharacter = '\uFFFE';

    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        // U+FFFE neither composes nor reorders, so the parts around it may be normalised apart.
        var result = new StringBuilder(text.Length);
        while (text.IndexOf(Noncharacter) is >= 0 and var at)
        {
            result.Append(Compose(text[..at])).Append(Noncharacter);
            text = text[(at + 1)..];
        }

        return result.Append(Compose(text)).ToString();
    }

    private static string Compose(ReadOnlySpan<char> text) => ReplaceLoneSurrogates(text).Normalize(NormalizationForm.FormC);

    private static string ReplaceLoneSurrogates(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.ToString());
        }

        return result.ToString();
    }
}
