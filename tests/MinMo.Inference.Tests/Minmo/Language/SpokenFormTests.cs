using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Language;
using MinMo.Inference.Minmo.Language;
using MinMo.Models.Tokenization;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Minmo.Language;

public sealed class SpokenFormTests
{
    [Theory]
    [InlineData("What's 17 plus 5?", "what's seventeen plus five")]
    [InlineData("Book a table, please - for two.", "book a table please for two")]
    [InlineData("  ", "")]
    public void Typed_text_becomes_what_would_be_heard(string typed, string heard)
        => Assert.Equal(heard, SpokenForm.Of(typed));

    [Fact]
    public void A_model_of_spoken_words_gets_no_system_prompt_and_plain_words()
    {
        var tokenizer = BytePairTokenizer.Open(TinyQwen.Folder);
        var format = PromptFormat.Of(tokenizer, new PromptStyle(TakesInstructions: false, SpokenForm.Of));

        var prompt = format.Write(
            [PromptSegment.Whole(DialogueRole.System, "Be kind."), PromptSegment.Whole(DialogueRole.User, "Hello, there!"),
             PromptSegment.OpenReply("hi.")],
            atBegin: true)!;

        Assert.Equal(
            "<|im_start|>user\nhello there<|im_end|>\n<|im_start|>assistant\nhi.", tokenizer.Decode(prompt.Tokens));
    }
}
