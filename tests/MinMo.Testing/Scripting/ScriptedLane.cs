using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Testing.Scripting;

/// <summary>A KV cache of words: one token a word, one for each opening and closing marker.</summary>
internal sealed class ScriptedLane(int length)
{
    /// <summary>Ends a call of a tool in a reply.</summary>
    public const string CallEnd = "</tool_call>";

    private readonly List<Token> _tokens = [];

    private enum TokenKind
    {
        Opening,
        Word,
        ToolAnswer,
        Closing,
    }

    public LanePosition End => new(_tokens.Count);

    public bool IsFull => _tokens.Count >= length;

    /// <summary>Whether the lane ends inside a reply of the agent, where thinking goes on.</summary>
    public bool InReply => _tokens.Count > 0
        && _tokens[^1] is { Role: DialogueRole.Assistant, Kind: not TokenKind.Closing };

    public int UserEntries => _tokens.Count(token => token is { Role: DialogueRole.User, Kind: TokenKind.Opening });

    public ScriptedLane CopyUpTo(LanePosition at)
    {
        var copy = new ScriptedLane(length);
        copy._tokens.AddRange(_tokens.Take(at.Tokens));
        return copy;
    }

    public bool TryTruncate(LanePosition at)
    {
        if (at.Tokens < 0 || at.Tokens > _tokens.Count)
        {
            return false;
        }

        _tokens.RemoveRange(at.Tokens, _tokens.Count - at.Tokens);
        return true;
    }

    public bool TryAppend(PromptSegment segment)
    {
        if (segment.Opens)
        {
            _tokens.Add(new Token(segment.Role, TokenKind.Opening, ""));
        }

        var kind = segment.AnswersTool ? TokenKind.ToolAnswer : TokenKind.Word;
        _tokens.AddRange(Words(segment.Text).Select(word => new Token(segment.Role, kind, word)));
        if (segment.Closes)
        {
            _tokens.Add(new Token(segment.Role, TokenKind.Closing, ""));
        }

        return _tokens.Count <= length;
    }

    public ReplyToken AppendReply(string word)
    {
        _tokens.Add(new Token(DialogueRole.Assistant, TokenKind.Word, word));
        return new ReplyToken(End, word);
    }

    /// <summary>The text of the token that ends at a position.</summary>
    public string TextAt(LanePosition end) => _tokens[end.Tokens - 1].Text;

    /// <summary>The words of a text that was appended last.</summary>
    public IEnumerable<ReplyToken> LastWords(string text)
    {
        var words = Words(text);
        return words.Select((word, index) => new ReplyToken(new LanePosition(_tokens.Count - words.Count + index + 1), word));
    }

    /// <summary>Number of words in the open reply that the agent thought itself.</summary>
    public int ReplyWords() => _tokens.Skip(_tokens.FindLastIndex(token => token.Kind == TokenKind.Opening) + 1)
        .Count(token => token.Kind == TokenKind.Word);

    public string LastUserText()
    {
        var from = _tokens.FindLastIndex(token => token is { Role: DialogueRole.User, Kind: TokenKind.Opening });
        return from < 0
            ? ""
            : string.Concat(_tokens.Skip(from + 1).TakeWhile(token => token.Kind == TokenKind.Word)
                .Select(token => token.Text));
    }

    /// <summary>Splits into words that keep the blank before them, as language model tokens do; a call of a tool ends a
    /// word.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var from = 0;
        for (var index = 1; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == ' ' && text[index - 1] != ' ')
                || text[from..index].EndsWith(CallEnd, StringComparison.Ordinal))
            {
                words.Add(text[from..index]);
                from = index;
            }
        }

        return words;
    }

    public override string ToString() => string.Concat(_tokens.Select(token => token.Kind switch
    {
        TokenKind.Opening => $"<{token.Role}>",
        TokenKind.Closing => "</>",
        TokenKind.ToolAnswer => $"({token.Text.Trim()})",
        _ => token.Text,
    }));

    private readonly record struct Token(DialogueRole Role, TokenKind Kind, string Text);
}
