using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>Tokens of a reply to text, going on where an earlier step of the same reply stopped.</summary>
internal sealed class ReplyText
{
    private readonly StreamingDetokenizer _detokenizer;

    /// <param name="tokenizer">The language model's.</param>
    /// <param name="before">The reply's tokens so far; their text was released.</param>
    public ReplyText(BytePairTokenizer tokenizer, ReadOnlySpan<int> before)
    {
        _detokenizer = new StreamingDetokenizer(tokenizer);
        foreach (var token in before)
        {
            _detokenizer.Add(token);
        }
    }

    /// <summary>The text that a token releases; empty while a character is incomplete.</summary>
    public string Add(int token) => _detokenizer.Add(token) ?? string.Empty;
}
