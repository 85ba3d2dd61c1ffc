using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed class VocabularyTests
{
    private const string Dictionary = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";

    [Fact]
    public void Has_well_over_sixteen_hundred_words_each_once_and_in_order()
    {
        Assert.True(Vocabulary.Words.Count >= 1600, $"{Vocabulary.Words.Count} words");
        Assert.Equal(Vocabulary.Words.Distinct().Order(StringComparer.Ordinal), Vocabulary.Words);
    }

    [Fact]
    public void Every_word_and_every_word_of_sentences_is_in_the_dictionary_of_the_judge()
    {
        Assert.SkipUnless(File.Exists(Dictionary), $"{Dictionary} is not there (package pocketsphinx-en-us).");
        var known = File.ReadLines(Dictionary).Select(line => line[..line.IndexOf(' ')]).ToHashSet();
        var said = AgentSentences.Write(5, 6000, heldOut: false)
            .Concat(CallerSentences.Write(5, 6000, heldOut: false).Select(sentence => sentence.Text))
            .Concat(CallerSentences.Write(5, 3000, heldOut: true).Select(sentence => sentence.Text))
            .SelectMany(sentence => sentence.Split(' '))
            .Select(word => word.TrimEnd('.', ',', '?'))
            .Concat(Vocabulary.Words)
            .ToHashSet();
        Assert.Empty(said.Except(known));
    }
}
