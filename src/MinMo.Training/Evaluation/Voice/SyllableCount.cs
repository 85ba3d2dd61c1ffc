using MinMo.Training.Judges;

namespace MinMo.Training.Evaluation.Voice;

/// <summary>Syllables of English words by their spelling: groups of vowels, without a silent e at the end.</summary>
internal static class SyllableCount
{
    private const string Vowels = "aeiouy";

    /// <summary>Syllables of a text; numbers count as they are said.</summary>
    public static int Of(string text) => SpokenWords.Of(text).Sum(Word);

    private static int Word(string word)
    {
        var groups = 0;
        var before = false;
        foreach (var letter in word)
        {
            var vowel = Vowels.Contains(letter, StringComparison.Ordinal);
            groups += vowel && !before ? 1 : 0;
            before = vowel;
        }

        var silent = groups > 1 && word[^1] == 'e' && !(word.Length > 2 && word[^2] == 'l' && !Vowels.Contains(word[^3], StringComparison.Ordinal));
        return Math.Max(1, silent ? groups - 1 : groups);
    }
}
