using System.Text.RegularExpressions;
using MinMo.Models.Chat;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Language;
using MinMo.Models.Tokenization;

namespace MinMo.Training.Stages.Lora;

/// <summary>Writes dialogues in a model's chat format and marks what the assistant says in them. What a tool answered
/// stands inside the assistant's message (<c>&lt;tool_response&gt;...&lt;/tool_response&gt;</c>) and is not learnt:
/// the engine writes it.</summary>
/// <param name="tokenizer">The model's.</param>
/// <param name="template">The model's.</param>
public sealed partial class LoraEncoding(BytePairTokenizer tokenizer, IChatTemplate template)
{
    /// <summary>Tokenizer and template of a checkpoint.</summary>
    /// <param name="checkpoint">Opened from <paramref name="path"/>.</param>
    /// <param name="path">A folder or a GGUF file.</param>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">There is no tokenizer or template.</exception>
    /// <exception cref="ChatTemplateException">The template uses what is not supported.</exception>
    public static LoraEncoding Open(DecoderCheckpoint checkpoint, string path)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Weights is GgufDecoderCheckpoint gguf
            ? new LoraEncoding(BytePairTokenizer.FromGguf(gguf.File), ChatTemplate.FromGguf(gguf.File))
            : new LoraEncoding(BytePairTokenizer.Open(path), ChatTemplate.Open(path));
    }

    /// <summary>Encodes a dialogue.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the dialogue, or writes earlier messages differently
    /// when later ones follow, so that one row cannot teach all answers.</exception>
    public LoraExample Encode(IReadOnlyList<LoraMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var tokens = new List<int>();
        var learnt = new List<bool>();
        var written = string.Empty;
        for (var index = 0; index < messages.Count; index++)
        {
            if (messages[index] is { IsAnswer: true } answer)
            {
                var before = Render(messages.Take(index), opensReply: true);
                var after = Render(messages.Take(index + 1), opensReply: false).TrimEnd();
                Add(Rest(before, written), isLearnt: false, tokens, learnt);
                AddAnswer(Rest(after, before), answer.Learnt, tokens, learnt);
                written = after;
            }
        }

        return new LoraExample([.. tokens], [.. learnt]);
    }

    /// <summary>Encodes a dialogue up to where the assistant's next message begins.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the dialogue.</exception>
    public int[] EncodePrompt(IReadOnlyList<LoraMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return tokenizer.Encode(Render(messages, opensReply: true));
    }

    private void AddAnswer(string answer, bool isLearnt, List<int> tokens, List<bool> learnt)
    {
        var position = 0;
        foreach (Match response in ToolResponse().Matches(answer))
        {
            Add(answer[position..response.Index], isLearnt, tokens, learnt);
            Add(response.Value, isLearnt: false, tokens, learnt);
            position = response.Index + response.Length;
        }

        Add(answer[position..], isLearnt, tokens, learnt);
    }

    private void Add(string text, bool isLearnt, List<int> tokens, List<bool> learnt)
    {
        foreach (var token in tokenizer.Encode(text))
        {
            tokens.Add(token);
            learnt.Add(isLearnt);
        }
    }

    private string Render(IEnumerable<LoraMessage> messages, bool opensReply)
        => template.Render(Models.Chat.Conversation.Of(messages.Select(static message => message.ToChat())) with { AddGenerationPrompt = opensReply });

    private static string Rest(string longer, string shorter)
        => longer.StartsWith(shorter, StringComparison.Ordinal)
            ? longer[shorter.Length..]
            : throw new ChatTemplateException("earlier messages are written differently when later ones follow");

    [GeneratedRegex("<tool_response>.*?</tool_response>", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ToolResponse();
}
