namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Sentences for the agent's voice: a good half are replies of the skills, the rest teach the sound of every word of
/// the vocabulary in ever new neighbourhoods, and of numbers and letters.
/// </summary>
public static class AgentSentences
{
    private const int RepliesPercent = 45;
    private const int WordsPercent = 45;

    /// <summary>Writes sentences, lower case with <c>. , ?</c>; the same seed writes the same ones.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">How many; a sentence may come twice where a skill has few replies.</param>
    /// <param name="heldOut">Replies to held-out phrasings, and neighbourhoods of words of another seed.</param>
    public static IEnumerable<string> Write(int seed, int count, bool heldOut)
        => InContext(seed, count, heldOut).Select(static sentence => sentence.Text);

    /// <summary>The same sentences, each with the talk that it ends.</summary>
    /// <param name="seed">As of <see cref="Write"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="heldOut">As of <see cref="Write"/>.</param>
    public static IEnumerable<AgentSentence> InContext(int seed, int count, bool heldOut)
    {
        var random = new Random(heldOut ? ~seed : seed);
        var words = new WordDeck(Vocabulary.Words, random);
        var replies = new ReplyStream(random, heldOut);
        for (var index = 0; index < count; index++)
        {
            var share = random.Next(100);
            yield return share < RepliesPercent ? replies.Next()
                : share < RepliesPercent + WordsPercent ? new AgentSentence(Words(words.Deal(random.Next(2, 6)), random))
                : new AgentSentence(SpokenStrings.Write(random, ", ") + ".");
        }
    }

    /// <summary>Replies of the skills alone.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">How many.</param>
    /// <param name="heldOut">Replies to held-out phrasings.</param>
    public static IEnumerable<string> Replies(int seed, int count, bool heldOut)
    {
        var replies = new ReplyStream(new Random(heldOut ? ~seed : seed), heldOut);
        return Enumerable.Range(0, count).Select(_ => replies.Next().Text);
    }

    /// <summary>Words of the vocabulary alone, each as often as the others.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">How many.</param>
    public static IEnumerable<string> RandomWords(int seed, int count)
    {
        var random = new Random(seed);
        var words = new WordDeck(Vocabulary.Words, random);
        return Enumerable.Range(0, count).Select(_ => Words(words.Deal(random.Next(2, 6)), random));
    }

    private static string Words(string[] dealt, Random random) =>
        string.Join(random.Next(2) == 0 ? ", " : " ", dealt) + ".";

    /// <summary>Replies of dialogues; one that has come before is mostly passed over.</summary>
    private sealed class ReplyStream(Random random, bool heldOut)
    {
        private const int MostOften = 12;

        private readonly DialogueWriter _writer = new(random, heldOut);
        private readonly WordDeck _skills = new(SkillDialogues.Skills, random);
        private readonly Queue<AgentSentence> _ready = new();
        private readonly Dictionary<string, int> _said = new(StringComparer.Ordinal);

        public AgentSentence Next()
        {
            while (true)
            {
                while (_ready.Count == 0)
                {
                    var exchanges = _writer.Write(_skills.Deal()).Exchanges;
                    for (var last = 0; last < exchanges.Count; last++)
                    {
                        _ready.Enqueue(new AgentSentence(exchanges[last].Reply) { Talk = [.. exchanges.Take(last + 1)] });
                    }
                }
                var reply = _ready.Dequeue();
                var said = _said[reply.Text] = _said.GetValueOrDefault(reply.Text) + 1;
                // A reply without slots needs no more than a few recordings.
                if (said <= MostOften)
                {
                    return reply;
                }
            }
        }
    }
}
