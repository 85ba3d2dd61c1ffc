using System.Collections.Frozen;

namespace MinMo.Models.Whisper;

/// <summary>Whether a text breaks off where numbers and spellings may go on.</summary>
public static class SpelledNumbers
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        [
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
            "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million",
            "double", "triple",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>True if the last word is a number word, a single letter, letters run together ("IOLET", as the
    /// recognizer writes a name that was spelled), or ends in a digit.</summary>
    public static bool IsAtEndOf(string text)
    {
        var end = text.Length;
        while (end > 0 && !char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && IsPartOfWord(text[start - 1]))
        {
            start--;
        }

        var word = text[start..end];
        return word.Length > 0 && (word.Length == 1 || char.IsDigit(word[^1]) || Words.Contains(word) || IsSpelled(word));
    }

    private static bool IsSpelled(string word) => word.Length >= 3 && word.All(char.IsAsciiLetterUpper);

    // With the apostrophe, "can't" does not end in the letter t.
    private static bool IsPartOfWord(char character) => char.IsLetterOrDigit(character) || character is '\'' or '’';
}
