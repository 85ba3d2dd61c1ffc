using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed class SentencesTests
{
    private static readonly string[] Agent = [.. AgentSentences.Write(1, 12_000, heldOut: false)];
    private static readonly CallerSentence[] Callers = [.. CallerSentences.Write(1, 12_000, heldOut: false)];

    [Fact]
    public void The_agent_says_every_word_of_the_vocabulary_about_as_often()
    {
        var said = Count(Agent.Select(sentence => sentence.TrimEnd('.', '?')));
        Assert.True(Vocabulary.Words.Min(word => said.GetValueOrDefault(word)) >= 9, Rarest(said));
    }

    [Fact]
    public void Replies_and_words_are_to_be_had_apart()
    {
        var words = Vocabulary.Words.ToHashSet();
        Assert.All(
            AgentSentences.RandomWords(2, 500),
            sentence => Assert.Subset(words, sentence.TrimEnd('.').Replace(",", "", StringComparison.Ordinal).Split(' ').ToHashSet()));
        Assert.Contains("my name is nano.", AgentSentences.Replies(2, 3000, heldOut: true));
    }

    [Fact]
    public void Callers_say_every_word_of_the_vocabulary()
    {
        var said = Count(Callers.Select(sentence => sentence.Text));
        Assert.True(Vocabulary.Words.Min(word => said.GetValueOrDefault(word)) >= 5, Rarest(said));
    }

    [Fact]
    public void Agent_sentences_are_short_and_mostly_different()
    {
        Assert.InRange(Agent.Average(sentence => sentence.Length), 22, 34);
        Assert.True(Agent.Distinct().Count() > Agent.Length / 2, $"{Agent.Distinct().Count()} different");
    }

    [Fact]
    public void Half_of_what_callers_say_is_about_the_skills()
        => Assert.InRange(
            Callers.Count(sentence => SkillDialogues.Skills.Contains(sentence.Skill)) / (double)Callers.Length, 0.47, 0.53);

    [Fact]
    public void Held_out_sentences_are_others()
    {
        Assert.True(AgentSentences.Write(1, 1000, heldOut: true).Intersect(Agent).Count() < 400);
        Assert.Empty(CallerSentences.Write(1, 1000, heldOut: true).Where(sentence => sentence.Skill == "general")
            .Select(sentence => sentence.Phrasing).Intersect(Callers.Select(sentence => sentence.Phrasing)));
    }

    [Fact]
    public void The_same_seed_writes_the_same_sentences()
    {
        Assert.Equal(Agent.Take(500), AgentSentences.Write(1, 500, heldOut: false));
        Assert.Equal(Callers.Take(500), CallerSentences.Write(1, 500, heldOut: false));
    }

    private static Dictionary<string, int> Count(IEnumerable<string> sentences) =>
        sentences.SelectMany(sentence => sentence.Replace(",", "", StringComparison.Ordinal).Split(' '))
            .CountBy(word => word).ToDictionary();

    private static string Rarest(Dictionary<string, int> said) =>
        string.Join(' ', Vocabulary.Words.OrderBy(word => said.GetValueOrDefault(word)).Take(5));
}
