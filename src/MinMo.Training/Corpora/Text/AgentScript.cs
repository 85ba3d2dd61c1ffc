namespace MinMo.Training.Corpora.Text;

/// <summary>
/// What the agent's voice reads for its corpus: first sentences of words of the vocabulary alone, each word equally
/// often, because the sound of rare words is what a small voice learns last; then <see cref="AgentSentences"/>.
/// </summary>
public static class AgentScript
{
    private const int WordSentences = 4_000;
    private const int CommasPercent = 35;

    /// <summary>Writes the script; a longer one begins with the shorter one.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">Sentences.</param>
    public static IEnumerable<string> Write(int seed, int count) =>
        Words(new Random(seed + 10)).Take(Math.Min(count, WordSentences))
            .Concat(AgentSentences.Write(seed, Math.Max(0, count - WordSentences), heldOut: false));

    private static IEnumerable<string> Words(Random random)
    {
        var words = new WordDeck(Vocabulary.Words, random);
        while (true)
        {
            var separator = random.Next(100) < CommasPercent ? ", " : " ";
            yield return string.Join(separator, words.Deal(random.Next(3, 7))) + ".";
        }
    }
}
