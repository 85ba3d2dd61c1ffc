using System.Collections.Immutable;
using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Sampling;

/// <summary>What a checkpoint recommends for generation, and where its replies end.</summary>
/// <param name="Sampling">How to choose tokens.</param>
/// <param name="StopIds">Any of these ends a reply; empty if the file does not say.</param>
public sealed record GenerationSettings(SamplingOptions Sampling, ImmutableArray<int> StopIds)
{
    /// <summary>What transformers takes for an absent <c>top_k</c>.</summary>
    private const int DefaultTopK = 50;

    /// <summary>Reads <c>generation_config.json</c> of a folder; absent keys have the defaults of transformers, among
    /// them greedy decoding.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static GenerationSettings Read(string folder)
    {
        var path = Path.Combine(folder, "generation_config.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            var samples = json.TryGetProperty("do_sample", out var choice) && choice.GetBoolean();
            var sampling = new SamplingOptions { RepetitionPenalty = Number(json, "repetition_penalty", 1) };
            return new GenerationSettings(
                samples ? WithDraw(sampling, json) : sampling with { Temperature = 0 },
                ReadStopIds(json));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    private static SamplingOptions WithDraw(SamplingOptions sampling, JsonElement json) => sampling with
    {
        Temperature = Number(json, "temperature", 1),
        TopK = (int)Number(json, "top_k", DefaultTopK),
        TopP = Number(json, "top_p", 1),
    };

    private static ImmutableArray<int> ReadStopIds(JsonElement json)
    {
        if (!json.TryGetProperty("eos_token_id", out var ids))
        {
            return [];
        }

        return ids.ValueKind switch
        {
            JsonValueKind.Array => [.. ids.EnumerateArray().Select(id => id.GetInt32())],
            JsonValueKind.Null => [],
            _ => [ids.GetInt32()],
        };
    }

    private static double Number(JsonElement json, string key, double otherwise)
        => json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.GetDouble()
            : otherwise;
}
