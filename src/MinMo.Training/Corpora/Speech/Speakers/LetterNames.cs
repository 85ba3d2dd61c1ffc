namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>Synthesizers read a lone "a" as the article, also in "c a t"; its name must be written out there.</summary>
internal static class LetterNames
{
    private const string NameOfA = "ay";

    /// <summary>Writes "a" as "ay" where a neighbouring word is a single letter, too.</summary>
    internal static string WriteOut(string text)
    {
        var words = text.Split(' ');
        var written = new string[words.Length];
        for (var at = 0; at < words.Length; at++)
        {
            var spelled = words[at].Length > 0 && words[at][0] == 'a' && IsLetter(words[at])
                && ((at > 0 && IsLetter(words[at - 1])) || (at + 1 < words.Length && IsLetter(words[at + 1])));
            written[at] = spelled ? NameOfA + words[at][1..] : words[at];
        }

        return string.Join(' ', written);
    }

    // A letter may carry the punctuation that follows it.
    private static bool IsLetter(string word)
        => word.Length is 1 or 2 && char.IsAsciiLetter(word[0]) && (word.Length == 1 || char.IsPunctuation(word[1]));
}
