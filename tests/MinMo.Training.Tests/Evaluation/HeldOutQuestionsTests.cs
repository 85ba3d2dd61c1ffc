using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Training.Tests.Evaluation;

public sealed class HeldOutQuestionsTests
{
    [Fact]
    public void There_are_enough_questions_and_nobody_is_silent()
    {
        var dialogues = HeldOutQuestions.Write(5, 300);

        Assert.InRange(dialogues.Sum(dialogue => dialogue.Exchanges.Count), 300, 306);
        Assert.All(dialogues, dialogue => Assert.True(dialogue.HeldOut));
        Assert.DoesNotContain(dialogues.SelectMany(dialogue => dialogue.Exchanges), exchange => exchange.User.Length == 0);
        Assert.True(dialogues.SelectMany(dialogue => dialogue.Exchanges).Select(exchange => exchange.Skill).Distinct().Count() >= 20);
    }

    [Fact]
    public void Dates_are_expected_as_of_the_call()
    {
        var asked = new Exchange("what day is it", "today is friday.")
        {
            Tools = [new ToolUse("date year", "twenty twenty four")],
            Expected = [["twenty twenty four"], ["year"]],
        };
        var dialogue = new Dialogue("dates", "dates.year.0", HeldOut: true, [asked]);

        var expected = HeldOutQuestions.At(dialogue, 0, new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero)).Expected;

        Assert.Equal([["twenty twenty six"], ["year"]], expected);
    }

    [Fact]
    public void Earlier_answers_are_renewed_too()
    {
        var first = new Exchange("which year", "it is twenty twenty four.") { Tools = [new ToolUse("date year", "twenty twenty four")] };
        var again = new Exchange("say that again", "it is twenty twenty four.") { Expected = [["twenty twenty four"]] };
        var dialogue = new Dialogue("again", "again.0", HeldOut: true, [first, again]);

        var expected = HeldOutQuestions.At(dialogue, 1, new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero)).Expected;

        Assert.Equal([["twenty twenty six"]], expected);
    }
}
