using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>Ids of the units that frame turns, and units of texts.</summary>
internal sealed class MindUnits
{
    private readonly BytePairTokenizer _tokenizer;

    /// <exception cref="InvalidDataException">The tokenizer lacks a special token of ours.</exception>
    public MindUnits(BytePairTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        TurnStart = Required("<|im_start|>");
        TurnEnd = Required("<|im_end|>");
        SpeechStart = Required("<|startofspeech|>");
        SpeechEnd = Required("<|endofspeech|>");
        Blank = Required("<|blank|>");
        CallStart = Required("<tool_call>");
        CallEnd = Required("</tool_call>");
        ResponseStart = Required("<tool_response>");
        ResponseEnd = Required("</tool_response>");
        LineEnd = Of("\n");
        UserTurn = [TurnStart, .. Of("user\n")];
        AssistantTurn = [TurnEnd, .. LineEnd, TurnStart, .. Of("assistant\n")];
    }

    /// <summary>One above the largest id.</summary>
    public int Count => _tokenizer.Size;

    public BytePairTokenizer Tokenizer => _tokenizer;

    public int TurnStart { get; }

    public int TurnEnd { get; }

    public int SpeechStart { get; }

    public int SpeechEnd { get; }

    public int Blank { get; }

    public int CallStart { get; }

    public int CallEnd { get; }

    public int ResponseStart { get; }

    public int ResponseEnd { get; }

    /// <summary>What follows the end of a turn.</summary>
    public int[] LineEnd { get; }

    /// <summary>What opens a user's turn.</summary>
    public int[] UserTurn { get; }

    /// <summary>What closes a user's turn and opens the assistant's.</summary>
    public int[] AssistantTurn { get; }

    /// <summary>Units of a text in which no special token is looked for.</summary>
    public int[] Of(string text) => _tokenizer.EncodeUntrusted(text);

    /// <summary>Text of units, without special tokens.</summary>
    public string TextOf(ReadOnlySpan<int> units) => _tokenizer.DecodeWithoutSpecial(units).Trim();

    /// <summary>The unit that begins a reply of a style; null for the normal one.</summary>
    public int? StyleOf(SpeakingStyle style) => style switch
    {
        SpeakingStyle.Slow => Required("<|slow|>"),
        SpeakingStyle.Fast => Required("<|fast|>"),
        SpeakingStyle.Loud => Required("<|loud|>"),
        SpeakingStyle.Whisper => Required("<|whisper|>"),
        _ => null,
    };

    private int Required(string token)
        => _tokenizer.Find(token) ?? throw new InvalidDataException($"the tokenizer has no unit {token}");
}
