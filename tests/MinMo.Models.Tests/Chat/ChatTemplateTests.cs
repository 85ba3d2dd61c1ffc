using System.Text.Json;
using CsCheck;
using MinMo.Models.Chat;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Chat;

public sealed class ChatTemplateTests
{
    private static readonly IChatTemplate Qwen = ChatTemplate.Open(GoldenFolders.Of("qwen2", "checkpoints", "chat"));

    [Fact]
    public void A_conversation_with_tools_is_rendered_in_the_models_words()
    {
        var arguments = JsonSerializer.SerializeToElement(new { place = "Köln" });
        var call = new ChatMessage("assistant", null) { ToolCalls = [new ToolCall("get_weather", arguments)] };

        var prompt = Qwen.Render(Conversation.Of(
            [new("system", "Be brief."), new("user", "Weather?"), call, new("tool", "sunny")]));

        Assert.Equal(
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWeather?<|im_end|>\n"
            + "<|im_start|>assistant\n<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"place\": \"Köln\"}}\n</tool_call><|im_end|>\n"
            + "<|im_start|>user\n<tool_response>\nsunny\n</tool_response><|im_end|>\n<|im_start|>assistant\n",
            prompt);
    }

    [Theory]
    [InlineData("{% macro f() %}{% endmacro %}", "macro")]
    [InlineData("{{ strftime_now('%d') }}", "strftime_now")]
    [InlineData("{{ messages | groupby }}", "groupby")]
    [InlineData("{{ messages is divisible }}", "divisible")]
    [InlineData("{{ messages.pop(0) }}", "pop")]
    [InlineData("{% if true %}", "expected")]
    [InlineData("{{ 'open }}", "no end")]
    [InlineData("{{ 1 + }}", "out of place")]
    public void What_is_not_understood_is_refused_when_the_template_is_read(string template, string reason)
    {
        var exception = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ raise_exception('roles must alternate') }}", "roles must alternate")]
    [InlineData("{{ 'a' + none }}", "cannot be computed")]
    [InlineData("{{ messages[9].role }}", "not there")]
    [InlineData("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "rounds")]
    [InlineData("{{ range(99999999) | length }}", "too long")]
    public void What_cannot_be_rendered_is_refused(string template, string reason)
    {
        var parsed = ChatTemplate.Parse(template);

        var exception = Assert.Throws<ChatTemplateException>(() => parsed.Render(Conversation.Of([new("user", "x")])));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 4 }} {{ 'a' ~ 1 }}", "7 3 -4 3 a1")]
    [InlineData("{{ 'yes' if not false and 1 < 2 else 'no' }}", "yes")]
    [InlineData("{{ messages[-1].content | trim | upper }}", "X")]
    [InlineData("{{ messages[0]['absent'] is defined }}{{ absent }}", "False")]
    [InlineData("{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}", "1")]
    [InlineData("{% for m in messages if m.role == 'tool' %}x{% endfor %}none", "none")]
    [InlineData("a\n  {% if true %}\nb\n  {%- endif %}\nc\n", "a\nbc")]
    [InlineData("a  {{- 'b' -}}  c{# note #}\nd", "abcd")]
    [InlineData("{% for k, v in {'a': 1, 'b': [true, none]}.items() %}{{ k }}={{ v | tojson }};{% endfor %}", "a=1;b=[true, null];")]
    [InlineData("{{ 'abcd'[1:3] }}{{ [1, 2, 3][::-1] | join('-') }}", "bc3-2-1")]
    [InlineData("{{ 'ab' in 'cab' and 'x' not in ['y'] }}", "True")]
    [InlineData("{{ {'a': [1, {}]} | tojson(indent=2) }}", "{\n  \"a\": [\n    1,\n    {}\n  ]\n}")]
    public void Expressions_and_white_space_follow_jinja(string template, string expected)
        => Assert.Equal(expected, ChatTemplate.Parse(template).Render(Conversation.Of([new("user", " x ")])));

    [Fact]
    public void Deep_and_long_expressions_do_not_exhaust_the_stack()
    {
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse("{{ " + new string('(', 100_000)));
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse("{{ a" + string.Concat(Enumerable.Repeat(".a", 100_000)) + " }}"));
        Assert.Throws<ChatTemplateException>(
            () => ChatTemplate.Parse(string.Concat(Enumerable.Repeat("{% if a %}", 10_000))));
        Assert.Throws<ChatTemplateException>(
            () => ChatTemplate.Parse("{% if a %}" + string.Concat(Enumerable.Repeat("{% elif a %}", 10_000)) + "{% endif %}"));
    }

    [Fact]
    public void Any_text_is_a_template_or_refused_in_the_one_way()
    {
        var parts = Gen.OneOf("{{", "}}", "{%", "%}", "-", "+", "{#", "#}", " if ", " else ", "endif", "for m in", "endfor",
            "messages", "[0]", ".role", "(", ")", "'x'", "1", "|", "trim", " is ", "defined", "\n", "  ", "[", "]", ":", "{", "}",
            "set x = ", "not ", "~", "tojson", ",", "loop.first", "\\", "é");

        parts.Array[0, 30].Select(string.Concat).Sample(
            template =>
            {
                try
                {
                    ChatTemplate.Parse(template).Render(Conversation.Of([new("user", "x")]));
                }
                catch (ChatTemplateException)
                {
                    return true;
                }

                return true;
            },
            iter: 3_000);
    }
}
