using System.Globalization;

namespace MinMo.Training.Judges;

/// <summary>A bigram language model with absolute discounting, interpolated with smoothed unigrams (Ney, Essen and
/// Kneser, 1994), in the ARPA format.</summary>
internal sealed class BigramModel
{
    private const string Start = "<s>";
    private const string End = "</s>";
    private const double Discount = 0.7;
    private const double Never = -99;

    private readonly SortedDictionary<string, SortedDictionary<string, int>> _followers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <param name="sentences">Words of the sentences it learns from, each among the vocabulary.</param>
    /// <param name="vocabulary">All words; those never seen get a small probability.</param>
    internal BigramModel(IEnumerable<IReadOnlyList<string>> sentences, IEnumerable<string> vocabulary)
    {
        foreach (var word in vocabulary.Append(End))
        {
            _counts[word] = 1;                                              // add-one for the unigrams
        }

        foreach (var sentence in sentences)
        {
            Count(sentence);
        }
    }

    /// <summary>The probability of a word behind another one; <c>&lt;s&gt;</c> and <c>&lt;/s&gt;</c> are the rims of a
    /// sentence.</summary>
    internal double Probability(string first, string second)
    {
        if (!_followers.TryGetValue(first, out var followers))
        {
            return Unigram(second);
        }

        double total = followers.Values.Sum();
        var seen = followers.TryGetValue(second, out var count) ? (count - Discount) / total : 0;
        return seen + (Discount * followers.Count / total * Unigram(second));
    }

    internal void Write(TextWriter arpa)
    {
        arpa.WriteLine(@"\data\");
        arpa.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ngram 1={_counts.Count + 1}"));
        var pairs = _followers.Values.Sum(static all => all.Count);
        arpa.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ngram 2={pairs}"));
        arpa.WriteLine();
        arpa.WriteLine(@"\1-grams:");
        foreach (var word in _counts.Keys.Append(Start).Order(StringComparer.Ordinal))
        {
            var probability = word == Start ? Never : Math.Log10(Unigram(word));
            var backOff = Math.Log10(BackOff(word));
            arpa.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{probability:0.0000} {word} {backOff:0.0000}"));
        }

        arpa.WriteLine();
        arpa.WriteLine(@"\2-grams:");
        foreach (var (first, followers) in _followers)
        {
            foreach (var second in followers.Keys)
            {
                var probability = Math.Log10(Probability(first, second));
                arpa.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{probability:0.0000} {first} {second}"));
            }
        }

        arpa.WriteLine();
        arpa.WriteLine(@"\end\");
    }

    private void Count(IReadOnlyList<string> sentence)
    {
        var before = Start;
        foreach (var word in sentence.Append(End))
        {
            _counts[word]++;
            if (!_followers.TryGetValue(before, out var followers))
            {
                _followers[before] = followers = new SortedDictionary<string, int>(StringComparer.Ordinal);
            }

            followers[word] = followers.GetValueOrDefault(word) + 1;
            before = word;
        }
    }

    private double Unigram(string word) => _counts[word] / Total;

    private double Total => field == 0 ? field = _counts.Values.Sum() : field;

    private double BackOff(string word)
        => _followers.TryGetValue(word, out var followers) ? Discount * followers.Count / followers.Values.Sum() : 1;
}
