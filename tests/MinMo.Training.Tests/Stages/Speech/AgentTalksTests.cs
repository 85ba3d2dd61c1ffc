using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Speech;

namespace MinMo.Training.Tests.Stages.Speech;

public sealed class AgentTalksTests
{
    [Fact]
    public void A_recorded_reply_ends_a_talk_in_its_own_style()
    {
        var sentences = AgentSentences.InContext(seed: 1, count: 200, heldOut: false).ToArray();
        var reply = sentences.First(static sentence => sentence.Talk.Count > 2);
        var talks = new AgentTalks([reply]);

        var dialogue = talks.Before(Recorded(reply.Text, SpeakingStyle.Loud), longest: 2, new Random(1));

        Assert.Equal(reply.Talk.TakeLast(2).Select(static exchange => exchange.User), dialogue.Exchanges.Select(static exchange => exchange.User));
        Assert.Equal((reply.Text, SpeakingStyle.Loud), (dialogue.Exchanges[^1].Reply, dialogue.Exchanges[^1].Style));
    }

    [Fact]
    public void A_sentence_that_is_no_reply_is_said_to_order()
    {
        var dialogue = new AgentTalks([]).Before(Recorded("red, dog, seven.", SpeakingStyle.Normal), longest: 4, new Random(1));

        var exchange = Assert.Single(dialogue.Exchanges);
        Assert.EndsWith(" red dog seven", exchange.User, StringComparison.Ordinal);
        Assert.Equal("red, dog, seven.", exchange.Reply);
    }

    [Fact]
    public void Sentences_in_context_are_the_agents_sentences_and_half_of_them_replies()
    {
        var sentences = AgentSentences.InContext(seed: 3, count: 400, heldOut: false).ToArray();

        Assert.Equal(AgentSentences.Write(seed: 3, count: 400, heldOut: false), sentences.Select(static sentence => sentence.Text));
        var replies = sentences.Where(static sentence => sentence.Talk.Count > 0).ToArray();
        Assert.All(replies, static sentence => Assert.Equal(sentence.Text, sentence.Talk[^1].Reply));
        Assert.InRange(replies.Length, 140, 220); // 45 %
    }

    private static Utterance Recorded(string text, SpeakingStyle style) => new() { Text = text, Speaker = "joe", Style = style };
}
