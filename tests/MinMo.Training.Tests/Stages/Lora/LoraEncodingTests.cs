using MinMo.Models.Chat;
using MinMo.Models.Tokenization;
using MinMo.Testing.Weights;
using MinMo.Training.Stages.Lora;

namespace MinMo.Training.Tests.Stages.Lora;

public sealed class LoraEncodingTests
{
    private readonly BytePairTokenizer _tokenizer = BytePairTokenizer.Open(TinyQwen.Folder);

    [Fact]
    public void Only_what_the_assistant_says_is_learnt_with_the_token_that_ends_it()
    {
        var example = Encode(
            new LoraMessage("system", "Be kind."), new LoraMessage("user", "Hello there"), new LoraMessage("assistant", "Good day."),
            new LoraMessage("user", "Bye"), new LoraMessage("assistant", "See you."));

        Assert.Equal("Good day.<|im_end|>See you.<|im_end|>", Learnt(example));
        Assert.Equal(
            "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHello there<|im_end|>\n<|im_start|>assistant\nGood day."
            + "<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\nSee you.<|im_end|>",
            _tokenizer.Decode(example.Tokens));
    }

    [Fact]
    public void What_a_tool_answered_is_context()
    {
        var example = Encode(
            new LoraMessage("user", "Add one and two"),
            new LoraMessage("assistant", "<tool_call>calculate one plus two</tool_call><tool_response>three</tool_response>It is three."));

        Assert.Equal("<tool_call>calculate one plus two</tool_call>It is three.<|im_end|>", Learnt(example));
    }

    [Fact]
    public void A_message_of_weight_zero_is_context()
    {
        var example = Encode(
            new LoraMessage("user", "One"), new LoraMessage("assistant", "First.", Learnt: false),
            new LoraMessage("user", "Two"), new LoraMessage("assistant", "Second."));

        Assert.Equal("Second.<|im_end|>", Learnt(example));
    }

    [Fact]
    public void A_template_that_rewrites_earlier_messages_is_refused()
    {
        var encoding = new LoraEncoding(_tokenizer, ChatTemplate.Parse("{{ messages | length }}{% for m in messages %}{{ m.content }}{% endfor %}"));

        Assert.Throws<ChatTemplateException>(() => encoding.Encode(
            [new LoraMessage("user", "One"), new LoraMessage("assistant", "First."), new LoraMessage("assistant", "Second.")]));
    }

    private LoraExample Encode(params LoraMessage[] messages)
        => new LoraEncoding(_tokenizer, ChatTemplate.Open(TinyQwen.Folder)).Encode(messages);

    private string Learnt(LoraExample example)
        => _tokenizer.Decode(example.Tokens.Where((_, index) => example.Learnt[index]).ToArray());
}
