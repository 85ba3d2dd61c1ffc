using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Models.Tokenization;
using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

internal sealed class WhisperPromptKind : IGoldenKind
{
    public string Name => "whisper.prompt";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.RequireCheckpoint();
        var tokenizer = BytePairTokenizer.Open(folder);
        var settings = WhisperGenerationSettings.Read(folder);
        var positions = WhisperConfiguration.Read(folder).TargetPositions;
        var prompts = new JsonArray();
        foreach (var prompt in golden.InputsJson.EnumerateArray())
        {
            prompts.Add(JsonSerializer.SerializeToNode(Read(prompt).ToIds(tokenizer, settings, positions)));
        }

        outputs.Json = prompts;
    }

    private static WhisperPrompt Read(JsonElement prompt) => new(
        prompt.GetProperty("language").GetString() ?? string.Empty,
        prompt.GetProperty("task").GetString() ?? string.Empty,
        prompt.GetProperty("timestamps").GetBoolean(),
        prompt.GetProperty("previous").GetString() ?? string.Empty);
}
