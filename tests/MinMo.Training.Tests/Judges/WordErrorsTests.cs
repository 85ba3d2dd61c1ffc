using MinMo.Training.Judges;

namespace MinMo.Training.Tests.Judges;

public sealed class WordErrorsTests
{
    [Theory]
    [InlineData("one two three", "one two three", 0, 0, 0)]
    [InlineData("one two three", "one too three", 1, 0, 0)]
    [InlineData("one two three", "one three", 0, 1, 0)]
    [InlineData("one two three", "one two and three", 0, 0, 1)]
    [InlineData("one two", "", 0, 2, 0)]
    [InlineData("", "hello", 0, 0, 1)]
    public void Errors_are_told_apart(string said, string heard, int substitutions, int deletions, int insertions)
        => Assert.Equal(
            new WordErrors(said.Length == 0 ? 0 : said.Split(' ').Length, substitutions, deletions, insertions),
            WordErrors.Between(said, heard));

    [Fact]
    public void Spelling_case_and_digits_are_no_errors()
        => Assert.Equal(0, WordErrors.Between("it is twenty two, okay?", "It is 22 OK.").Count);

    [Fact]
    public void Any_characters_are_words()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(32, 0x2200)));

            Assert.All(SpokenWords.Of(text), Assert.NotNull);
        }

        Assert.Equal(["one", "\u0663"], SpokenWords.Of("1\u0663"));
    }

    [Fact]
    public void Sums_weigh_long_sentences_more()
    {
        var sum = WordErrors.Between("one two three four", "one two three four") + WordErrors.Between("five", "nine");

        Assert.Equal(0.2, sum.Rate, 1e-9);
        Assert.Equal(0.8, sum.Accuracy, 1e-9);
    }

    [Fact]
    public void An_alignment_pairs_what_was_said_with_what_was_heard()
        => Assert.Equal(
            [("red", "red"), ("green", null), ("blue", "blue"), ("sky", "sky"), (null, "some")],
            WordAlignment.Align(["red", "green", "blue", "sky"], ["red", "blue", "sky", "some"]));
}
