using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace MinMo.Models.Piper;

/// <summary>What the JSON file beside a Piper voice says.</summary>
public sealed record PiperVoiceConfiguration
{
    /// <summary>Of the audio, mono, in Hz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples of a frame.</summary>
    public int HopLength { get; init; } = 256;

    /// <summary>The voice of espeak-ng that the phonemes come from.</summary>
    public required string EspeakVoice { get; init; }

    /// <summary>The text's own characters are the symbols: no phonemiser is needed.</summary>
    public bool ReadsText { get; init; }

    /// <summary>Variation of the voice as it was trained.</summary>
    public required float NoiseScale { get; init; }

    /// <summary>Duration of every symbol relative to the predicted one; smaller is faster.</summary>
    public required float LengthScale { get; init; }

    /// <summary>Variation of the durations as it was trained.</summary>
    public required float DurationNoiseScale { get; init; }

    /// <summary>Speakers that the voice knows.</summary>
    public required int Speakers { get; init; }

    /// <summary>Speakers by name; empty for a single one.</summary>
    public required ImmutableDictionary<string, int> SpeakerIds { get; init; }

    /// <summary>Symbol (one code point) to its ids, almost always one.</summary>
    public required ImmutableDictionary<Rune, ImmutableArray<long>> Symbols { get; init; }

    /// <summary>Reads a voice's JSON file.</summary>
    /// <exception cref="PiperFormatException">A field is missing or has an impossible value.</exception>
    public static PiperVoiceConfiguration Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new PiperFormatException(path, $"not the description of a Piper voice: {broken.Message}", broken);
        }
    }

    private static PiperVoiceConfiguration Read(JsonElement root)
    {
        var inference = root.GetProperty("inference");
        return new PiperVoiceConfiguration
        {
            SampleRate = Positive(root.GetProperty("audio").GetProperty("sample_rate").GetInt32(), "sample_rate"),
            HopLength = root.TryGetProperty("hop_length", out var hop) ? Positive(hop.GetInt32(), "hop_length") : 256,
            EspeakVoice = root.TryGetProperty("espeak", out var espeak)
                ? espeak.GetProperty("voice").GetString() ?? string.Empty
                : string.Empty,
            ReadsText = root.TryGetProperty("phoneme_type", out var type) && type.GetString() == "text",
            NoiseScale = inference.GetProperty("noise_scale").GetSingle(),
            LengthScale = inference.GetProperty("length_scale").GetSingle(),
            DurationNoiseScale = inference.GetProperty("noise_w").GetSingle(),
            Speakers = root.TryGetProperty("num_speakers", out var speakers) ? speakers.GetInt32() : 1,
            SpeakerIds = root.TryGetProperty("speaker_id_map", out var names)
                ? names.EnumerateObject().ToImmutableDictionary(static entry => entry.Name, static entry => entry.Value.GetInt32())
                : [],
            Symbols = ReadSymbols(root.GetProperty("phoneme_id_map")),
        };
    }

    private static ImmutableDictionary<Rune, ImmutableArray<long>> ReadSymbols(JsonElement map)
    {
        var symbols = ImmutableDictionary.CreateBuilder<Rune, ImmutableArray<long>>();
        foreach (var entry in map.EnumerateObject())
        {
            if (Rune.TryGetRuneAt(entry.Name, 0, out var rune) && rune.Utf16SequenceLength == entry.Name.Length)
            {
                symbols[rune] = [.. entry.Value.EnumerateArray().Select(static id => id.GetInt64())];
            }
        }

        foreach (var frame in "_^$")
        {
            if (!symbols.TryGetValue(new Rune(frame), out var ids) || ids.IsEmpty)
            {
                throw new FormatException($"phoneme_id_map lacks '{frame}'");
            }
        }

        return symbols.ToImmutable();
    }

    private static int Positive(int value, string field)
        => value > 0 ? value : throw new FormatException($"{field} is {value}");
}
