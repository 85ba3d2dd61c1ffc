using CsCheck;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Tests.Replying;

public sealed class ClauseStreamTests
{
    private static readonly string[] Parts =
    [
        "Sure", "I", "can", "help", "you", "and", "Mr.", "3.5", "$4.50", "e.g.", ",", ".", "?", "!", " ", " ", " ", "\n", "—",
        "...", "\"", ")", "one", "two", "because", "1.", "a.m.", "😀", "12:30", "verylongwordwithoutend",
    ];

    private static readonly Gen<string> Replies = Gen.Int[0, Parts.Length - 1].Array[0, 120]
        .Select(picks => string.Concat(picks.Select(pick => Parts[pick])));

    [Fact]
    public void Clauses_together_are_the_reply_however_it_arrives()
        => Gen.Select(Replies, Gen.Int[1, 7].Array[1, 20]).Sample((reply, sizes) =>
        {
            var clauses = Cut(reply, sizes);

            Assert.Equal(reply, string.Concat(clauses.Select(clause => clause.Text)));
            Assert.All(clauses, clause => Assert.Equal(reply[clause.Start..clause.End], clause.Text));
        });

    [Fact]
    public void Clauses_do_not_depend_on_the_pieces()
        => Gen.Select(Replies, Gen.Int[1, 7].Array[1, 20]).Sample((reply, sizes)
            => Assert.Equal(Cut(reply, [reply.Length + 1]), Cut(reply, sizes)));

    [Fact]
    public void Early_clauses_lose_nothing_either()
        => Gen.Select(Replies, Gen.Int[1, 30]).Sample((reply, every) =>
        {
            var stream = new ClauseStream();
            var clauses = new List<ReplyClause>();
            for (var at = 0; at < reply.Length; at++)
            {
                clauses.AddRange(stream.Append(reply.AsSpan(at, 1)));
                clauses.AddRange(at % every == 0 ? stream.TakeEarly() : []);
            }

            clauses.AddRange(stream.Complete() is { } rest ? [rest] : []);

            Assert.Equal(reply, string.Concat(clauses.Select(clause => clause.Text)));
        });

    [Fact]
    public void First_clause_ends_at_the_first_comma_and_later_ones_are_sentences()
        => AssertClauses(
            "Sure, I can help you, of course. What is it? Tell me",
            "Sure,", " I can help you, of course.", " What is it?", " Tell me");

    [Fact]
    public void First_comma_is_given_out_before_the_next_character_arrives()
    {
        var stream = new ClauseStream();

        Assert.Equal("Sure,", Assert.Single(stream.Append("Sure,")).Text);
    }

    [Theory]
    [InlineData("I, for one, would go.", "I, for one,", " would go.")]
    [InlineData("Mr. Smith is here. He waits.", "Mr. Smith is here.", " He waits.")]
    [InlineData("It costs 3.50 dollars. Ok.", "It costs 3.50 dollars.", " Ok.")]
    [InlineData("Take fruit, e.g. apples. Ok.", "Take fruit,", " e.g. apples.", " Ok.")]
    [InlineData("On March 3, 2026 it began. Ok.", "On March 3, 2026 it began.", " Ok.")]
    [InlineData("On March 3, we met. Ok.", "On March 3,", " we met.", " Ok.")]
    [InlineData("Open at 9 a.m. on Monday. Ok.", "Open at 9 a.m. on Monday.", " Ok.")]
    [InlineData("Open at 9 a.m. Then go.", "Open at 9 a.m.", " Then go.")]
    [InlineData("1. Boil water. Ok", "1. Boil water.", " Ok")]
    [InlineData("Samuel L. Jackson came. Ok.", "Samuel L. Jackson came.", " Ok.")]
    [InlineData("See https://example.com, ok? Bye.", "See https://example.com,", " ok?", " Bye.")]
    [InlineData("Wait... what?! Ok.", "Wait...", " what?!", " Ok.")]
    [InlineData("Heading\nText goes on. Ok.", "Heading", "\nText goes on.", " Ok.")]
    [InlineData("He said \"no.\" Then left.", "He said \"no.\"", " Then left.")]
    public void Boundaries_are_where_a_speaker_would_pause(string reply, params string[] clauses)
        => AssertClauses(reply, clauses);

    [Fact]
    public void Long_first_clause_is_cut_in_front_of_a_conjunction()
        => AssertClauses(
            "The quickest way to the town from here is the train because it runs every hour.",
            "The quickest way to the town from here is the train ", "because it runs every hour.");

    [Fact]
    public void Long_later_sentence_is_cut_behind_punctuation()
    {
        var settings = new ClauseStreamSettings { EagerClauses = 0, LongestClause = 40 };

        Assert.Equal(
            ["One two three four, five six seven,", " eight nine ten eleven."],
            Cut("One two three four, five six seven, eight nine ten eleven.", [3], settings).Select(clause => clause.Text));
    }

    [Fact]
    public void Early_clause_needs_three_words()
    {
        var stream = new ClauseStream(new ClauseStreamSettings { EagerClauses = 0 });
        stream.Append("It rains ");
        Assert.Empty(stream.TakeEarly());

        stream.Append("today over the");

        Assert.Equal("It rains today over", Assert.Single(stream.TakeEarly()).Text);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 14)]
    [InlineData(0.99, 18)]
    [InlineData(1, 24)]
    public void Heard_position_is_behind_the_last_whole_word(double share, int position)
        => Assert.Equal(position, new ReplyClause(" one two three", 10).HeardEnd(share));

    private static void AssertClauses(string reply, params string[] clauses)
        => Assert.Equal(clauses, Cut(reply, [reply.Length + 1]).Select(clause => clause.Text));

    private static List<ReplyClause> Cut(string reply, int[] sizes, ClauseStreamSettings? settings = null)
    {
        var stream = new ClauseStream(settings);
        var clauses = new List<ReplyClause>();
        var at = 0;
        for (var piece = 0; at < reply.Length; piece++)
        {
            var size = Math.Min(sizes[piece % sizes.Length], reply.Length - at);
            clauses.AddRange(stream.Append(reply.AsSpan(at, size)));
            at += size;
        }

        clauses.AddRange(stream.Complete() is { } rest ? [rest] : []);
        return clauses;
    }
}
