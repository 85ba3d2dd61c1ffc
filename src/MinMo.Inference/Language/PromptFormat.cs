using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>
/// Writes dialogue in the chat format of a language model, piece by piece: a lane grows by what is new and is never
/// rendered as a whole. Two formats are known by their tokens: ChatML (SmolLM2, Qwen2) and that of Llama 3. Text is
/// encoded as text from outside, so it cannot inject the tokens that steer the model. What was heard stands between
/// <c>&lt;|startofspeech|&gt;</c> and <c>&lt;|endofspeech|&gt;</c> (minmo.md section 1.4).
/// </summary>
internal sealed class PromptFormat
{
    private const string SpeechStart = "<|startofspeech|>";
    private const string SpeechEnd = "<|endofspeech|>";

    private readonly BytePairTokenizer _tokenizer;
    private readonly PromptStyle _style;
    private readonly int[] _begin;
    private readonly Dictionary<DialogueRole, int[]> _openings;
    private readonly int[] _closing;
    private readonly HashSet<int> _spelled;
    private readonly HashSet<int> _partOfReply;

    private PromptFormat(
        BytePairTokenizer tokenizer, PromptStyle style, int[] begin, Func<string, int[]> opening, int[] closing)
    {
        (_tokenizer, _style) = (tokenizer, style);
        _begin = begin;
        _closing = closing;
        _spelled = [.. Ids(ToolUse.Call, ToolUse.CallEnd, ToolUse.Response, ToolUse.ResponseEnd)];
        _partOfReply = [.. _spelled, .. Ids("<|slow|>", "<|fast|>", "<|loud|>", "<|whisper|>")];
        _openings = new Dictionary<DialogueRole, int[]>
        {
            [DialogueRole.System] = opening("system"),
            [DialogueRole.User] = opening("user"),
            [DialogueRole.Assistant] = opening("assistant"),
        };
    }

    /// <summary>Recognizes the format by the tokens that the tokenizer has.</summary>
    /// <param name="tokenizer">The language model's.</param>
    /// <param name="style">How it is used to be addressed; null for <see cref="PromptStyle.Plain"/>.</param>
    /// <exception cref="NotSupportedException">It has neither format's tokens.</exception>
    public static PromptFormat Of(BytePairTokenizer tokenizer, PromptStyle? style = null)
    {
        style ??= PromptStyle.Plain;
        if (tokenizer.Find("<|im_start|>") is { } start && tokenizer.Find("<|im_end|>") is { } end)
        {
            return new PromptFormat(
                tokenizer, style, [], role => [start, .. tokenizer.EncodeUntrusted($"{role}\n")],
                [end, .. tokenizer.EncodeUntrusted("\n")]);
        }

        if (tokenizer.Find("<|start_header_id|>") is { } header && tokenizer.Find("<|end_header_id|>") is { } body
            && tokenizer.Find("<|eot_id|>") is { } turn && tokenizer.Find("<|begin_of_text|>") is { } begin)
        {
            var gap = tokenizer.EncodeUntrusted("\n\n");
            return new PromptFormat(
                tokenizer, style, [begin], role => [header, .. tokenizer.EncodeUntrusted(role), body, .. gap], [turn]);
        }

        throw new NotSupportedException(
            "the language model's chat format is neither ChatML nor Llama 3: its tokenizer lacks <|im_start|> and "
            + "<|start_header_id|>; use an instruction-tuned model of one of these formats");
    }

    /// <summary>
    /// Whether a token ends a reply: any token that steers the model does, whichever the model was trained to stop with.
    /// Only styles of speaking and calls of tools are part of the reply.
    /// </summary>
    public bool Ends(int token) => _tokenizer.IsSpecial(token) && !_partOfReply.Contains(token);

    /// <summary>Whether a token steers the model and yet is text for whoever reads the reply: the calls of tools.</summary>
    public bool IsSpelled(int token) => _spelled.Contains(token);

    /// <summary>What closes the reply that is open, opens a turn of the caller and begins to hear.</summary>
    /// <param name="dialogue">What lies before it.</param>
    /// <exception cref="NotSupportedException">The language model does not hear.</exception>
    public int[] OpenHearing(ReadOnlySpan<int> dialogue)
        => [.. dialogue.IsEmpty || dialogue.EndsWith(_closing) ? [] : _closing, .. _openings[DialogueRole.User], Special(SpeechStart)];

    /// <summary>Dialogue as tokens.</summary>
    /// <param name="segments">What to write, in order.</param>
    /// <param name="atBegin">Whether nothing lies before it.</param>
    /// <param name="heard">Who remembers what was heard; null if nobody does.</param>
    /// <returns>Null if something that was heard is forgotten.</returns>
    /// <exception cref="NotSupportedException">Audio was given to a language model that does not hear.</exception>
    public Prompt? Write(IReadOnlyList<PromptSegment> segments, bool atBegin, IHeardRows? heard = null)
    {
        var tokens = new List<int>();
        var rows = new Dictionary<int, PromptRow>();
        int? reply = null;
        if (atBegin)
        {
            tokens.AddRange(_begin);
        }

        foreach (var segment in segments.Where(segment => segment.Role != DialogueRole.System || _style.TakesInstructions))
        {
            if (segment.Opens)
            {
                tokens.AddRange(_openings[segment.Role]);
            }

            var staysOpen = segment is { Role: DialogueRole.Assistant, Closes: false };
            reply = !staysOpen ? null : segment.AnswersTool ? reply : reply ?? tokens.Count;
            if (segment.Audio is not { } audio)
            {
                tokens.AddRange(TextOf(segment));
            }
            else if (!TryHear(audio, heard, tokens, rows))
            {
                return null;
            }

            if (segment.Closes)
            {
                tokens.AddRange(_closing);
            }
            else if (segment.AnswersTool)
            {
                reply ??= tokens.Count; // what the tool says is to be repeated, so it is not penalised
            }
        }

        return new Prompt([.. tokens], reply) { Rows = rows };
    }

    private bool TryHear(HeardAudio audio, IHeardRows? heard, List<int> tokens, Dictionary<int, PromptRow> rows)
    {
        if (heard?.Find(audio) is not { } found)
        {
            return false;
        }

        tokens.Add(Special(SpeechStart));
        foreach (var row in found)
        {
            rows.Add(tokens.Count, row);
            tokens.Add(row.LaneToken);
        }

        tokens.Add(Special(SpeechEnd));
        return true;
    }

    private int[] TextOf(PromptSegment segment)
    {
        var words = segment.Role == DialogueRole.User ? _style.CallerWords(segment.Text) : segment.Text;
        var text = _tokenizer.EncodeUntrusted(words);
        return segment.AnswersTool ? [.. Spelled(ToolUse.Response), .. text, .. Spelled(ToolUse.ResponseEnd)] : text;
    }

    private int[] Spelled(string tag) => _tokenizer.Find(tag) is { } id ? [id] : _tokenizer.EncodeUntrusted(tag);

    private IEnumerable<int> Ids(params string[] tokens)
        => tokens.Select(_tokenizer.Find).OfType<int>();

    private int Special(string token)
        => _tokenizer.Find(token)
            ?? throw new NotSupportedException($"the language model does not hear: its tokenizer lacks {token}");
}
