using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Language;
using MinMo.Models.Parity.Gguf;
using MinMo.Models.Parity.Tokenization;
using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Conversation in, greedy reply out, template and tokenizer included: <c>qwen2.chat</c>, <c>gguf.generate</c>.</summary>
internal sealed class DecoderChatKind(string name, GoldenDecoder decoder) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        var tokenizer = golden.OpenTokenizer();
        var template = golden.OpenChatTemplate();
        int[][] prompts = [.. golden.Conversations().Select(conversation => tokenizer.Encode(template.Render(conversation)))];
        var mostNew = golden.Parameters.GetProperty("max_new_tokens").GetInt32();
        var longest = prompts.Max(prompt => prompt.Length) + mostNew;
        using var executor = decoder.Open(checkpoint, golden, prompts.Length, longest);
        var rows = prompts.Select((ids, slot) => new LaneRow { Slot = slot, Past = 0, Tokens = ids });
        var replies = new GreedyDecoding(executor, SettingsOf(golden), mostNew).Run([.. rows]);
        outputs.AddJson("new_ids", replies.Select(reply => reply.Ids));
        outputs.AddJson("texts", replies.Select(reply => tokenizer.DecodeWithoutSpecial([.. reply.Ids])));
        outputs.AddJson("finish", replies.Select(reply => reply.Stopped ? "stop" : "length"));
    }

    // GGUF files carry one stop id and no settings.
    private static GenerationSettings SettingsOf(GoldenCase golden)
    {
        if (!golden.Parameters.TryGetProperty("file", out _))
        {
            return GenerationSettings.Read(golden.RequireCheckpoint());
        }

        const string Key = "tokenizer.ggml.eos_token_id";
        using var file = GgufFile.Open(golden.CheckpointFile());
        return file.Metadata.TryGetValue(Key, out var value) && value.Integer is { } stop
            ? new GenerationSettings(SamplingOptions.Greedy, [(int)stop])
            : throw new CheckpointFormatException(file.Location, 0, $"the key '{Key}' is missing");
    }
}
