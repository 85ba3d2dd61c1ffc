namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Sentences for callers' voices: user turns of the skills, words of the vocabulary, digits and letters and names, and
/// everyday sentences about nothing that the engine can do.
/// </summary>
public static class CallerSentences
{
    private const int TurnsPercent = 50;
    private const int WordsPercent = 25;
    private const int StringsPercent = 10;

    /// <summary>Writes sentences; the same seed writes the same ones.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">How many.</param>
    /// <param name="heldOut">Take phrasings that are never trained on, and neighbourhoods of words of another seed.</param>
    public static IEnumerable<CallerSentence> Write(int seed, int count, bool heldOut)
    {
        var random = new Random(heldOut ? ~seed : seed);
        var words = new WordDeck(Vocabulary.Words, random);
        var general = new GeneralSentences(random, heldOut);
        using var turns = Turns(random, heldOut).GetEnumerator();
        for (var index = 0; index < count; index++)
        {
            var share = random.Next(100);
            if (share < TurnsPercent)
            {
                turns.MoveNext();
                yield return turns.Current;
            }
            else if (share < TurnsPercent + WordsPercent)
            {
                yield return new(string.Join(' ', words.Deal(random.Next(2, 6))), "words", "words", heldOut);
            }
            else if (share < TurnsPercent + WordsPercent + StringsPercent)
            {
                yield return new(SpokenStrings.Write(random, " "), "spelled", "spelled", heldOut);
            }
            else
            {
                yield return general.Next();
            }
        }
    }

    private static IEnumerable<CallerSentence> Turns(Random random, bool heldOut)
    {
        var writer = new DialogueWriter(random, heldOut);
        var skills = new WordDeck(SkillDialogues.Skills, random);
        while (true)
        {
            foreach (var exchange in writer.Write(skills.Deal()).Exchanges.Where(exchange => exchange.User.Length > 0))
            {
                yield return new(exchange.User, exchange.Skill, exchange.Phrasing, heldOut);
            }
        }
    }
}
