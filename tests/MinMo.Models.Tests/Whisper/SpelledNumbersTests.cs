using MinMo.Models.Whisper;

namespace MinMo.Models.Tests.Whisper;

public sealed class SpelledNumbersTests
{
    [Theory]
    [InlineData("My number is 4 1 5")]
    [InlineData("It is B12.")]
    [InlineData("Seven, zero, two, four.")]
    [InlineData("Twenty-two")]
    [InlineData("My name is Violet, V")]
    [InlineData("double")]
    [InlineData("My name is Violet, the IOLET.")]
    public void Numbers_and_spellings_may_go_on(string text) => Assert.True(SpelledNumbers.IsAtEndOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("I can't")]
    [InlineData("Give me four coffees.")]
    [InlineData("the 10th")]
    [InlineData("someone")]
    [InlineData("Is it OK?")]
    public void Other_words_do_not(string text) => Assert.False(SpelledNumbers.IsAtEndOf(text));
}
