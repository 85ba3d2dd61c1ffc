using CsCheck;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Tests.Replying;

public sealed class ClauseStreamTests
{
    [Theory]
    [InlineData("Sure, I can help. What is it?", "Sure, I can help.|What is it?")]
    [InlineData("Well of course, I can help you with that.", "Well of course,|I can help you with that.")]
    [InlineData("Dr. Smith lives at St. James. Bye.", "Dr. Smith lives at St. James.|Bye.")]
    [InlineData("It costs 3.5 dollars, e.g. today.", "It costs 3.5 dollars,|e.g. today.")]
    [InlineData("1. Bananas are yellow.", "1. Bananas are yellow.")]
    [InlineData("He said \"stop!\" and left.", "He said \"stop!\"|and left.")]
    [InlineData("Come at 9 a.m. today. Bye.", "Come at 9 a.m. today.|Bye.")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    public void Clauses_end_where_a_voice_may_begin_anew(string text, string expected)
        => Assert.Equal(expected, string.Join('|', Cut([text]).Select(clause => clause.Text)));

    [Fact]
    public void The_first_clause_leaves_before_the_sentence_is_complete()
    {
        var stream = new ClauseStream();

        Assert.Equal("Well of course,", Assert.Single(stream.Push("Well of course, I")).Text);
    }

    [Fact]
    public void Clauses_cover_the_text_whatever_its_pieces()
        => Gen.String[Gen.Char["ab ,.?!\n1"], 0, 80].Select(Gen.Int[1, 7]).Sample((text, size) =>
        {
            var clauses = Cut(Enumerable.Range(0, (text.Length + size - 1) / size)
                .Select(i => text.Substring(i * size, Math.Min(size, text.Length - (i * size)))));

            int end = 0;
            foreach (var clause in clauses)
            {
                Assert.Equal(end, clause.Start);
                Assert.Equal(text.Substring(clause.Start, clause.Length).Trim(), clause.Text);
                end = clause.End;
            }

            Assert.True(string.IsNullOrWhiteSpace(text[end..]));
            Assert.Equal(Cut([text]), clauses);
        });

    private static List<Clause> Cut(IEnumerable<string> pieces)
    {
        var stream = new ClauseStream();
        var clauses = new List<Clause>();
        foreach (string piece in pieces)
        {
            clauses.AddRange(stream.Push(piece));
        }

        clauses.AddRange(stream.Complete());
        return clauses;
    }
}
