using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>
/// Writes dialogue in the chat format of a language model, piece by piece: a lane grows by what is new and is never
/// rendered as a whole. Two formats are known by their tokens: ChatML (SmolLM2, Qwen2) and that of Llama 3. Text is
/// encoded as text from outside, so it cannot inject the tokens that steer the model.
/// </summary>
internal sealed class PromptFormat
{
    private readonly BytePairTokenizer _tokenizer;
    private readonly int[] _begin;
    private readonly Dictionary<DialogueRole, int[]> _openings;
    private readonly int[] _closing;

    private PromptFormat(
        BytePairTokenizer tokenizer, int[] begin, Func<string, int[]> opening, int[] closing)
    {
        _tokenizer = tokenizer;
        _begin = begin;
        _closing = closing;
        _openings = new Dictionary<DialogueRole, int[]>
        {
            [DialogueRole.System] = opening("system"),
            [DialogueRole.User] = opening("user"),
            [DialogueRole.Assistant] = opening("assistant"),
        };
    }

    /// <summary>Recognizes the format by the tokens that the tokenizer has.</summary>
    /// <exception cref="NotSupportedException">It has neither format's tokens.</exception>
    public static PromptFormat Of(BytePairTokenizer tokenizer)
    {
        if (tokenizer.Find("<|im_start|>") is { } start && tokenizer.Find("<|im_end|>") is { } end)
        {
            return new PromptFormat(
                tokenizer, [], role => [start, .. tokenizer.EncodeUntrusted($"{role}\n")],
                [end, .. tokenizer.EncodeUntrusted("\n")]);
        }

        if (tokenizer.Find("<|start_header_id|>") is { } header && tokenizer.Find("<|end_header_id|>") is { } body
            && tokenizer.Find("<|eot_id|>") is { } turn && tokenizer.Find("<|begin_of_text|>") is { } begin)
        {
            var gap = tokenizer.EncodeUntrusted("\n\n");
            return new PromptFormat(
                tokenizer, [begin], role => [header, .. tokenizer.EncodeUntrusted(role), body, .. gap], [turn]);
        }

        throw new NotSupportedException(
            "the language model's chat format is neither ChatML nor Llama 3: its tokenizer lacks <|im_start|> and "
            + "<|start_header_id|>; use an instruction-tuned model of one of these formats");
    }

    /// <summary>
    /// Whether a token ends a reply: any token that steers the model does, whichever the model was trained to stop with.
    /// </summary>
    public bool Ends(int token) => _tokenizer.IsSpecial(token);

    /// <summary>Dialogue as tokens.</summary>
    /// <param name="segments">What to write, in order.</param>
    /// <param name="atBegin">Whether nothing lies before it.</param>
    public Prompt Write(IReadOnlyList<PromptSegment> segments, bool atBegin)
    {
        var tokens = new List<int>();
        int? reply = null;
        if (atBegin)
        {
            tokens.AddRange(_begin);
        }

        foreach (var segment in segments)
        {
            if (segment.Opens)
            {
                tokens.AddRange(_openings[segment.Role]);
            }

            reply = segment is { Role: DialogueRole.Assistant, Closes: false } ? reply ?? tokens.Count : null;
            tokens.AddRange(_tokenizer.EncodeUntrusted(segment.Text));
            if (segment.Closes)
            {
                tokens.AddRange(_closing);
            }
        }

        return new Prompt([.. tokens], reply);
    }
}
