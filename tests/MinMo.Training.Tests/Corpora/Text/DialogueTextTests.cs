using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed class DialogueTextTests
{
    private static readonly Dialogue Sum = new("arithmetic", "arithmetic.plus.0", false,
    [
        new Exchange("what is seventeen plus five", "that makes twenty two.")
        {
            Tools = [new ToolUse("calculate seventeen plus five", "twenty two")],
            Style = SpeakingStyle.Slow,
        },
    ]);

    [Fact]
    public void Nano_sees_speech_tokens_the_style_and_the_tool()
        => Assert.Equal(
            "<|im_start|>user\n<|startofspeech|>what is seventeen plus five<|endofspeech|><|im_end|>\n<|im_start|>assistant\n"
            + "<|slow|><tool_call>calculate seventeen plus five</tool_call><tool_response>twenty two</tool_response>"
            + "that makes twenty two.<|im_end|>\n",
            string.Concat(DialogueText.Nano(Sum, isSpoken: true).Select(span => span.Text)));

    [Fact]
    public void The_answer_of_a_tool_is_not_the_models_own()
        => Assert.Equal(
            "<|slow|><tool_call>calculate seventeen plus five</tool_call>that makes twenty two.<|im_end|>",
            string.Concat(DialogueText.Nano(Sum, isSpoken: false)
                .Where(span => span.Kind == SpanKind.Reply).Select(span => span.Text)));

    [Fact]
    public void The_cased_form_is_what_people_write()
        => Assert.Equal(
            "<|im_start|>user\nWhat is seventeen plus five?<|im_end|>\n<|im_start|>assistant\n"
            + "<tool_call>calculate seventeen plus five</tool_call><tool_response>twenty two</tool_response>"
            + "That makes twenty two.<|im_end|>\n",
            string.Concat(DialogueText.Cased(Sum).Select(span => span.Text)));
}
