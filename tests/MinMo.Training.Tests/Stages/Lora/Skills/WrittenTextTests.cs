using MinMo.Training.Stages.Lora.Skills;

namespace MinMo.Training.Tests.Stages.Lora.Skills;

public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("what is the capital of new zealand", "What is the capital of New Zealand?")]
    [InlineData("um could i book a table for monday", "Um, could I book a table for Monday?")]
    [InlineData("hey minmo call me in may", "Hey MinMo, call me in May.")]
    [InlineData("may i ask your name", "May I ask your name?")]
    [InlineData("the letters are h e l e n", "The letters are H E L E N.")]
    public void Callers_are_written_as_recognizers_write(string said, string written)
        => Assert.Equal(written, WrittenText.OfCaller(said));

    [Theory]
    [InlineData("okay. i will pass it on.", "Okay. I will pass it on.")]
    [InlineData("s, a, m.", "S, A, M.")]
    [InlineData("that is a tuesday. is that right?", "That is a Tuesday. Is that right?")]
    [InlineData("a swan is white.", "A swan is white.")]
    public void Sentences_and_names_begin_with_a_capital(string text, string written)
        => Assert.Equal(written, WrittenText.Capitalize(text));
}
