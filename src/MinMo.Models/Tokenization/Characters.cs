using System.Globalization;
using System.Text;

namespace MinMo.Models.Tokenization;

/// <summary>Classifies Unicode scalar values; .NET's regular expressions would see surrogates instead.</summary>
internal static class Characters
{
    /// <summary>Class of the scalar value that begins at a position.</summary>
    /// <param name="text">A lone surrogate counts as U+FFFD.</param>
    /// <param name="index">A position in the text.</param>
    /// <param name="length">How many UTF-16 units the scalar value takes.</param>
    public static CharacterClass Classify(ReadOnlySpan<char> text, int index, out int length)
    {
        var first = text[index];
        if (char.IsAscii(first))
        {
            length = 1;
            return ClassifyAscii(first);
        }

        Rune.DecodeFromUtf16(text[index..], out var rune, out length);
        if (Rune.IsWhiteSpace(rune))
        {
            return CharacterClass.Space;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => CharacterClass.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                => CharacterClass.Number,
            _ => CharacterClass.Other,
        };
    }

    /// <summary>Where a run of one class ends that begins at a position; the position itself if it is of another.</summary>
    public static int EndOfRun(ReadOnlySpan<char> text, int index, CharacterClass kind)
    {
        while (index < text.Length && Classify(text, index, out var length) == kind)
        {
            index += length;
        }

        return index;
    }

    private static CharacterClass ClassifyAscii(char value)
    {
        if (char.IsAsciiLetter(value))
        {
            return CharacterClass.Letter;
        }

        return char.IsAsciiDigit(value) ? CharacterClass.Number
            : value is ' ' or (>= '\t' and <= '\r') ? CharacterClass.Space
            : CharacterClass.Other;
    }
}
