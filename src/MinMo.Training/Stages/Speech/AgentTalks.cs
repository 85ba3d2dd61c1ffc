using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Speech;

/// <summary>What was said before each recorded sentence of the agent: the talk whose reply it is, or an order to say
/// it.</summary>
internal sealed class AgentTalks
{
    private static readonly string[] Orders =
        ["repeat after me", "say", "repeat", "please say", "please repeat", "can you say", "repeat the words", "now say"];

    private readonly Dictionary<string, List<IReadOnlyList<Exchange>>> _talks = new(StringComparer.Ordinal);

    /// <param name="sentences">Sentences with their talks; one that is no reply is left out.</param>
    public AgentTalks(IEnumerable<AgentSentence> sentences)
    {
        foreach (var sentence in sentences.Where(static sentence => sentence.Talk.Count > 0))
        {
            if (!_talks.TryGetValue(sentence.Text, out var talks))
            {
                _talks[sentence.Text] = talks = [];
            }

            talks.Add(sentence.Talk);
        }
    }

    /// <summary>A dialogue whose last reply is the utterance, in its style.</summary>
    /// <param name="utterance">Recorded.</param>
    /// <param name="longest">Exchanges at most, the last ones of the talk.</param>
    /// <param name="random">Chooses among talks and orders.</param>
    public Dialogue Before(Utterance utterance, int longest, Random random)
    {
        IReadOnlyList<Exchange> talk = _talks.TryGetValue(utterance.Text, out var talks)
            ? talks[random.Next(talks.Count)]
            : [new Exchange($"{Orders[random.Next(Orders.Length)]} {WordsOf(utterance.Text)}", utterance.Text)];
        var last = talk[^1] with { Style = utterance.Style };
        Exchange[] exchanges = [.. talk.SkipLast(1).TakeLast(longest - 1), last];
        return new Dialogue(last.Skill, last.Phrasing, HeldOut: false, exchanges);
    }

    private static string WordsOf(string text) => string.Concat(text.Where(static letter => letter is not ('.' or ',' or '?')));
}
