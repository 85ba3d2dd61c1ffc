using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Tests.Corpora.Speech;

public sealed class LetterNamesTests
{
    [Theory]
    [InlineData("that is spelled c a t.", "that is spelled c ay t.")]
    [InlineData("h, a, t.", "h, ay, t.")]
    [InlineData("a table for four", "a table for four")]
    [InlineData("i have a cat", "i have a cat")]
    public void An_a_beside_another_letter_is_a_letter(string text, string written)
        => Assert.Equal(written, LetterNames.WriteOut(text));
}
