using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.Answers;

namespace MinMo.Training.Tests.Evaluation;

public sealed class AnswerJudgeTests
{
    [Theory]
    [InlineData("that makes two hundred and fifty.", "two hundred fifty")]
    [InlineData("That makes 250.", "two hundred fifty")]
    [InlineData("That makes 1,250.", "one thousand two hundred fifty")]
    [InlineData("That makes 1250!", "one thousand two hundred fifty")]
    [InlineData("It's twenty-two.", "twenty two")]
    [InlineData("I am MinMo.", "nano")]
    [InlineData("paris, of course", "paris")]
    public void Spelling_does_not_count(string reply, string expected)
        => Assert.True(AnswerJudge.IsRight(Asking([expected]), reply));

    [Theory]
    [InlineData("that makes twenty one.", "twenty two")]
    [InlineData("comparison", "paris")]
    [InlineData("", "paris")]
    public void Other_words_are_wrong(string reply, string expected)
        => Assert.False(AnswerJudge.IsRight(Asking([expected]), reply));

    [Fact]
    public void Every_group_needs_one_of_its_phrases()
    {
        var exchange = Asking(["table", "booked"], ["monday"]);

        Assert.True(AnswerJudge.IsRight(exchange, "booked for monday"));
        Assert.False(AnswerJudge.IsRight(exchange, "booked for tuesday"));
    }

    [Fact]
    public void Silence_is_never_right() => Assert.False(AnswerJudge.IsRight(Asking(), ""));

    private static Exchange Asking(params string[][] expected) => new("a question", "an answer") { Expected = expected };
}
