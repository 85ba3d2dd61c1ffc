using System.Text;

namespace MinMo.Models.Chat.Jinja;

/// <summary>A chat template in Jinja, run by a small interpreter with the settings that transformers uses: blocks
/// trimmed and stripped on the left. It knows what chat templates need: output, <c>set</c>, <c>if</c>, <c>for</c>,
/// expressions, and a few filters, tests, methods and functions. Anything else is an error, never a guess.</summary>
internal sealed class JinjaTemplate : IChatTemplate
{
    private readonly JinjaStatement _body;

    /// <exception cref="ChatTemplateException">The template uses what is not supported.</exception>
    public JinjaTemplate(string template)
        => _body = new JinjaStatementParser(new JinjaTokens(new JinjaLexer(template).Read())).ParseAll();

    public string Render(Conversation conversation)
    {
        var scope = new JinjaScope();
        scope.Set("messages", JinjaValue.FromJson(conversation.Messages));
        scope.Set("tools", conversation.Tools is { } tools ? JinjaValue.FromJson(tools) : null);
        scope.Set("add_generation_prompt", conversation.AddGenerationPrompt);
        var output = new StringBuilder();
        _body(scope, output);
        return output.ToString();
    }
}
