using System.Globalization;
using MinMo.Training.Judges;

namespace MinMo.Training.Tests.Judges;

public sealed class BigramModelTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly string[] Vocabulary = ["a", "b", "c"];
    private static readonly BigramModel Model = new([["a", "b"], ["a", "c"], ["b"]], Vocabulary);

    [Theory]
    [InlineData("<s>")]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public void Probabilities_behind_a_word_sum_to_one(string first)
        => Assert.Equal(1, Vocabulary.Append("</s>").Sum(second => Model.Probability(first, second)), 1e-9);

    [Fact]
    public void A_pair_that_was_seen_is_likelier_than_one_that_was_not()
        => Assert.True(Model.Probability("a", "b") > 1.5 * Model.Probability("a", "a"));

    [Fact]
    public void Back_off_weights_in_the_file_give_the_same_probability_for_unseen_pairs()
    {
        using var arpa = new StringWriter();
        Model.Write(arpa);
        var lines = arpa.ToString().Split('\n');
        var (unigram, weight) = Unigram(lines, "a");

        Assert.DoesNotContain(lines, static line => line.EndsWith(" a a", StringComparison.Ordinal));
        Assert.Equal(Math.Log10(Model.Probability("a", "a")), unigram + weight, 1e-3);
    }

    [Fact]
    public void Pairs_in_the_file_have_their_whole_probability()
    {
        using var arpa = new StringWriter();
        Model.Write(arpa);

        var line = arpa.ToString().Split('\n').Single(static line => line.EndsWith(" a b", StringComparison.Ordinal));

        Assert.Equal(Math.Log10(Model.Probability("a", "b")), double.Parse(line.Split(' ')[0], Invariant), 1e-3);
    }

    private static (double Probability, double BackOff) Unigram(string[] lines, string word)
    {
        var fields = lines.TakeWhile(static line => line != @"\2-grams:").Select(static line => line.Split(' '))
            .Single(fields => fields.Length == 3 && fields[1] == word);
        return (double.Parse(fields[0], Invariant), double.Parse(fields[2], Invariant));
    }
}
