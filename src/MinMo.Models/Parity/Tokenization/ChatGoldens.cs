using System.Text.Json;
using MinMo.Models.Chat;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Parity.Gguf;

namespace MinMo.Models.Parity.Tokenization;

/// <summary>What the goldens about conversations share.</summary>
internal static class ChatGoldens
{
    extension(GoldenCase golden)
    {
        /// <summary>The template of the checkpoint: from the GGUF file that the parameters name, else from the folder.</summary>
        public IChatTemplate OpenChatTemplate()
        {
            if (!golden.Parameters.TryGetProperty("file", out _))
            {
                return ChatTemplate.Open(golden.RequireCheckpoint());
            }

            using var file = GgufFile.Open(golden.CheckpointFile());
            return ChatTemplate.FromGguf(file);
        }

        /// <summary>The <c>cases</c> of <c>inputs.json</c>.</summary>
        public List<Conversation> Conversations()
            => [.. golden.InputsJson.GetProperty("cases").EnumerateArray().Select(Read)];
    }

    private static Conversation Read(JsonElement conversation) => new(
        conversation.GetProperty("messages"),
        conversation.TryGetProperty("tools", out var tools) && tools.ValueKind != JsonValueKind.Null ? tools : null,
        conversation.GetProperty("add_generation_prompt").GetBoolean());
}
