using MinMo.Training.Judges;

namespace MinMo.Training.Evaluation.Voice;

/// <summary>How often each word was said, and how often it was recognized: which words a voice gets wrong.</summary>
public sealed class WordTally
{
    private readonly Dictionary<string, (int Said, int Right)> _words = new(StringComparer.Ordinal);

    /// <summary>Adds one utterance.</summary>
    /// <param name="said">The words spoken.</param>
    /// <param name="heard">What a recognizer made of them.</param>
    public void Add(string said, string heard)
    {
        foreach (var (word, recognized) in WordAlignment.Align(SpokenWords.Of(said), SpokenWords.Of(heard)))
        {
            if (word is not null)
            {
                var (times, right) = _words.GetValueOrDefault(word);
                _words[word] = (times + 1, right + (word == recognized ? 1 : 0));
            }
        }
    }

    /// <summary>Share of the occurrences recognized of certain words; NaN if none was said.</summary>
    /// <param name="which">The words counted.</param>
    public double Recognized(Func<string, bool> which)
    {
        var counted = _words.Where(word => which(word.Key)).ToArray();
        var said = counted.Sum(static word => word.Value.Said);
        return said == 0 ? double.NaN : (double)counted.Sum(static word => word.Value.Right) / said;
    }

    /// <summary>Words that were never recognized, in alphabetical order.</summary>
    public IReadOnlyList<string> NeverRecognized()
        => [.. _words.Where(static word => word.Value.Right == 0).Select(static word => word.Key).Order(StringComparer.Ordinal)];
}
