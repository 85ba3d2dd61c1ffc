using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>Tokens of a reply to text, going on where an earlier step of the same reply stopped.</summary>
internal sealed class ReplyText
{
    private readonly StreamingDetokenizer _detokenizer;
    private readonly BytePairTokenizer _tokenizer;
    private readonly PromptFormat _format;
    private string _end = string.Empty;

    /// <param name="tokenizer">The language model's.</param>
    /// <param name="format">Knows the tokens that steer the model and are text all the same.</param>
    /// <param name="before">The reply's tokens so far; their text was released.</param>
    public ReplyText(BytePairTokenizer tokenizer, PromptFormat format, ReadOnlySpan<int> before)
    {
        (_tokenizer, _format) = (tokenizer, format);
        _detokenizer = new StreamingDetokenizer(tokenizer);
        foreach (var token in before)
        {
            Add(token);
        }
    }

    /// <summary>Whether the token added last has completed the call of a tool.</summary>
    public bool CallsTool { get; private set; }

    /// <summary>The text that a token releases; empty while a character is incomplete.</summary>
    public string Add(int token)
    {
        var text = _format.IsSpelled(token)
            ? _tokenizer.Decode([token])
            : _detokenizer.Add(token) ?? string.Empty;
        var kept = _end + text;
        CallsTool = !string.IsNullOrWhiteSpace(text) && kept.TrimEnd().EndsWith(ToolUse.CallEnd, StringComparison.Ordinal);
        _end = kept[Math.Max(0, kept.Length - ToolUse.CallEnd.Length)..];
        return text;
    }
}
