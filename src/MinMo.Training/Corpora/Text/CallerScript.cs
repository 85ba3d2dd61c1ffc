namespace MinMo.Training.Corpora.Text;

/// <summary>
/// What callers say in the corpus for training: <see cref="CallerSentences"/>, and in the second half by turns sentences
/// of words of the vocabulary alone, each word equally often: a word is recognized well after some dozen examples, not
/// after ten.
/// </summary>
public static class CallerScript
{
    private const int PlainSentences = 13_250;

    /// <summary>Writes the script; a longer one begins with the shorter one.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">Sentences.</param>
    public static IEnumerable<CallerSentence> Write(int seed, int count)
    {
        var words = new WordDeck(Vocabulary.Words, new Random(seed + 10));
        var random = new Random(seed + 20);
        var index = 0;
        foreach (var sentence in CallerSentences.Write(seed, count, heldOut: false))
        {
            yield return index < PlainSentences || index % 2 == 0
                ? sentence
                : new(string.Join(' ', words.Deal(random.Next(3, 7))), "words", "words", HeldOut: false);
            index++;
        }
    }
}
