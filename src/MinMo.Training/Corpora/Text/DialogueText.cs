using MinMo.Conversation.Dialogue;
using MinMo.Training.Tokens;

namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Renders dialogues as ChatML, in the form of <c>nano-en</c> and in the usual spelling for models that come from
/// ordinary text. The texts of the spans one after another are the dialogue.
/// </summary>
public static class DialogueText
{
    /// <summary>Renders in the form of <c>nano-en</c>.</summary>
    /// <param name="dialogue">Of one or more exchanges.</param>
    /// <param name="isSpoken">Put what the caller said between the tokens of speech, as the projector's rows will be.</param>
    public static IReadOnlyList<DialogueSpan> Nano(Dialogue dialogue, bool isSpoken) =>
        Render(dialogue, isSpoken, isCased: false);

    /// <summary>Renders with capitals and full stops, without style tokens, and without tokens of speech.</summary>
    /// <param name="dialogue">Of one or more exchanges.</param>
    public static IReadOnlyList<DialogueSpan> Cased(Dialogue dialogue) => Render(dialogue, isSpoken: false, isCased: true);

    /// <summary>The token at the head of a reply in a style; empty for <see cref="SpeakingStyle.Normal"/>.</summary>
    public static string StyleToken(SpeakingStyle style) => style switch
    {
        SpeakingStyle.Slow => "<|slow|>",
        SpeakingStyle.Fast => "<|fast|>",
        SpeakingStyle.Loud => "<|loud|>",
        SpeakingStyle.Whisper => "<|whisper|>",
        _ => string.Empty,
    };

    private static List<DialogueSpan> Render(Dialogue dialogue, bool isSpoken, bool isCased)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        var spans = new List<DialogueSpan>();
        foreach (var exchange in dialogue.Exchanges)
        {
            AppendUser(spans, isCased ? SpokenQuestion.Write(exchange.User) : exchange.User, isSpoken);
            AppendReply(spans, exchange, isCased);
        }
        return spans;
    }

    private static void AppendUser(List<DialogueSpan> spans, string user, bool isSpoken)
    {
        spans.Add(new(SpanKind.Frame, $"{NanoTokens.TurnStart}user\n{(isSpoken ? NanoTokens.SpeechStart : "")}"));
        spans.Add(new(SpanKind.User, user));
        spans.Add(new(
            SpanKind.Frame,
            $"{(isSpoken ? NanoTokens.SpeechEnd : "")}{NanoTokens.TurnEnd}\n{NanoTokens.TurnStart}assistant\n"));
    }

    private static void AppendReply(List<DialogueSpan> spans, Exchange exchange, bool isCased)
    {
        var own = isCased ? string.Empty : StyleToken(exchange.Style);
        foreach (var tool in exchange.Tools)
        {
            spans.Add(new(SpanKind.Reply, $"{own}{NanoTokens.ToolCall}{tool.Call}{NanoTokens.ToolCallEnd}"));
            spans.Add(new(SpanKind.ToolResponse, $"{NanoTokens.ToolResponse}{tool.Response}{NanoTokens.ToolResponseEnd}"));
            own = string.Empty;
        }
        var reply = isCased ? ReplyCasing.Restore(exchange.Reply) : exchange.Reply;
        spans.Add(new(SpanKind.Reply, $"{own}{reply}{NanoTokens.TurnEnd}"));
        spans.Add(new(SpanKind.Frame, "\n"));
    }
}
