using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed class ScriptTests
{
    [Fact]
    public void A_longer_script_begins_with_the_shorter_one()
    {
        Assert.Equal(AgentScript.Write(1, 4_100), AgentScript.Write(1, 4_300).Take(4_100));
        Assert.Equal(CallerScript.Write(1, 13_400), CallerScript.Write(1, 13_600).Take(13_400));
    }

    [Fact]
    public void The_agent_reads_every_word_of_the_vocabulary_at_least_ten_times()
    {
        var counts = Count(AgentScript.Write(1, 4_000));

        Assert.All(Vocabulary.Words, word => Assert.InRange(counts[word], 10, 12));
    }

    [Fact]
    public void Callers_say_every_word_of_the_vocabulary_at_least_twenty_times()
    {
        var counts = Count(CallerScript.Write(2, 25_000).Select(static sentence => sentence.Text));

        Assert.All(Vocabulary.Words, word => Assert.True(counts[word] >= 20, $"'{word}' {counts[word]}"));
    }

    private static Dictionary<string, int> Count(IEnumerable<string> texts)
        => texts.SelectMany(static text => text.Split([' ', '.', ',', '?'], StringSplitOptions.RemoveEmptyEntries))
            .CountBy(static word => word).ToDictionary();
}
