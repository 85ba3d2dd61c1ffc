using System.Collections.Immutable;
using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Whisper;

/// <summary>Ids that steer decoding, from a checkpoint's <c>generation_config.json</c>.</summary>
public sealed record WhisperGenerationSettings
{
    /// <summary>False for the English-only checkpoints, whose prompt has neither language nor task.</summary>
    public required bool IsMultilingual { get; init; }

    /// <summary><c>&lt;|startoftranscript|&gt;</c>.</summary>
    public required int StartToken { get; init; }

    /// <summary><c>&lt;|endoftext|&gt;</c>.</summary>
    public required int EndToken { get; init; }

    /// <summary><c>&lt;|notimestamps|&gt;</c>; all ids above it are time stamps.</summary>
    public required int NoTimestampsToken { get; init; }

    /// <summary><c>&lt;|startofprev|&gt;</c>, which begins the text heard before.</summary>
    public required int PreviousToken { get; init; }

    /// <summary>Ids that are never chosen: brackets, music signs and the special tokens of the prompt.</summary>
    public required ImmutableArray<int> Suppressed { get; init; }

    /// <summary>Ids that are not chosen right behind the prompt: the space and the end.</summary>
    public required ImmutableArray<int> SuppressedAtBegin { get; init; }

    /// <summary>Token of each language by its code (<c>en</c>), in the order of the tokens; empty if English-only.</summary>
    public required ImmutableArray<KeyValuePair<string, int>> Languages { get; init; }

    /// <summary>Token of each task (<c>transcribe</c>, <c>translate</c>); empty if English-only.</summary>
    public required ImmutableDictionary<string, int> Tasks { get; init; }

    /// <summary>Reads a folder in the Hugging Face layout.</summary>
    /// <exception cref="CheckpointFormatException">The file lacks an id.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static WhisperGenerationSettings Read(string folder)
    {
        var path = Path.Combine(folder, "generation_config.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var json = document.RootElement;
        int Id(string key) => json.TryGetProperty(key, out var value) && value.TryGetInt32(out var id)
            ? id
            : throw new CheckpointFormatException(path, 0, $"'{key}' is missing or not a number");
        var languages = Tokens(json, "lang_to_id").Select(
            pair => KeyValuePair.Create(pair.Key.Trim('<', '|', '>'), pair.Value));
        return new WhisperGenerationSettings
        {
            IsMultilingual = json.TryGetProperty("is_multilingual", out var multilingual) && multilingual.GetBoolean(),
            StartToken = Id("decoder_start_token_id"),
            EndToken = Id("eos_token_id"),
            NoTimestampsToken = Id("no_timestamps_token_id"),
            PreviousToken = Id("prev_sot_token_id"),
            Suppressed = Ids(json, "suppress_tokens"),
            SuppressedAtBegin = Ids(json, "begin_suppress_tokens"),
            Languages = [.. languages.OrderBy(pair => pair.Value)],
            Tasks = Tokens(json, "task_to_id").ToImmutableDictionary(),
        };
    }

    private static ImmutableArray<int> Ids(JsonElement json, string key)
        => json.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(id => id.GetInt32()).Where(id => id >= 0)]
            : [];

    private static IEnumerable<KeyValuePair<string, int>> Tokens(JsonElement json, string key)
        => json.TryGetProperty(key, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetInt32()))
            : [];
}
