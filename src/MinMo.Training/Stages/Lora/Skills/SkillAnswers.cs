using MinMo.Conversation.Tools;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Answers of the skills as a public language model gives them.</summary>
internal static class SkillAnswers
{
    private static readonly DateTimeOffset SomeTime = new(2026, 3, 14, 15, 9, 0, TimeSpan.Zero);

    /// <summary>Silence reaches no language model, and what it may know it is not taught to refuse.</summary>
    public static bool IsAnswerable(Exchange exchange)
        => exchange.User.Length > 0
            && !(exchange.Skill == "unknown" && (exchange.User.Contains("why ", StringComparison.Ordinal)
                || exchange.User.Contains("meaning of", StringComparison.Ordinal)));

    /// <summary>The answer with its calls of tools; a change of the manner of speaking is such a call too.</summary>
    /// <param name="exchange">What is answered.</param>
    /// <param name="before">The manner of the answer before.</param>
    /// <param name="digits">Whether the caller's numbers are digits: then those of the calls are.</param>
    public static string Write(Exchange exchange, SpeakingStyle before, bool digits)
    {
        var uses = string.Concat(exchange.Tools.Select(tool => Use(Call(tool, digits), tool.Response)));
        if (exchange.Style != before || exchange.Skill == "style")
        {
            uses += Use($"voice {exchange.Style}".ToLowerInvariant(), "done");
        }

        return uses + Said(exchange);
    }

    /// <summary>The answer as it is said.</summary>
    public static string Said(Exchange exchange) => WrittenText.Capitalize(Rename(exchange.Reply));

    /// <summary>The name of the small model becomes that of the assistant.</summary>
    public static string Rename(string text)
        => string.Join(' ', text.Split(' ').Select(static word => word.TrimEnd(',', '.', '?') == "nano" ? "minmo" + word[4..] : word));

    /// <summary>Whether an answer says what it must: for every group one of its phrases, as whole words.</summary>
    public static bool IsRight(Exchange exchange, string answer)
    {
        var said = $" {Bare(answer)} ";
        return exchange.Expected.All(group => Array.Exists(group, phrase
            => said.Contains($" {Bare(Rename(phrase))} ", StringComparison.Ordinal)));
    }

    /// <summary>Words of the caller that the answer depends on.</summary>
    public static IReadOnlySet<string> Needed(Exchange exchange)
        => exchange.Expected.SelectMany(static group => group).Append(exchange.Reply)
            .Concat(exchange.Tools.Select(static tool => tool.Call))
            .SelectMany(static text => text.Split(' ', ',', '.', '?')).ToHashSet(StringComparer.Ordinal);

    private static string Bare(string text)
        => string.Join(' ', text.ToLowerInvariant().Split([' ', ',', '.', '?', '!', '-', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Use(string call, string response)
        => $"<tool_call>{call}</tool_call><tool_response>{response}</tool_response>";

    // In digits only where the tool reads them the same.
    private static string Call(ToolUse tool, bool digits)
    {
        var written = digits ? WrittenNumbers.Write(tool.Call) : tool.Call;
        return written == tool.Call || BuiltInTools.Run(written, SomeTime) == BuiltInTools.Run(tool.Call, SomeTime) ? written : tool.Call;
    }
}
