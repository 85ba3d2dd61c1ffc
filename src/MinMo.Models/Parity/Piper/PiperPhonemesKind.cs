using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MinMo.Models.Phonemes;

namespace MinMo.Models.Parity.Piper;

/// <summary>Uses espeak-ng where it is installed; otherwise the lines that the golden recorded, which checks the
/// splitting and joining alone.</summary>
internal sealed class PiperPhonemesKind : IGoldenKind
{
    public string Name => "piper.phonemes";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        try
        {
            outputs.Json = RunProgramAsync(golden).GetAwaiter().GetResult();
        }
        catch (PhonemizerException absent) when (absent.Failure == PhonemizerFailure.Missing)
        {
            outputs.Json = ReadAllAsync(golden, new RecordedPhonemizer(golden.OutputsJson)).GetAwaiter().GetResult();
        }
    }

    private static async Task<JsonArray> RunProgramAsync(GoldenCase golden)
    {
        var settings = new EspeakPhonemizerSettings
        {
            Voice = golden.Parameters.GetProperty("voice").GetString()!,
            Timeout = TimeSpan.FromSeconds(20),
        };
        await using var espeak = new EspeakPhonemizer(settings, TimeProvider.System);
        return await ReadAllAsync(golden, espeak).ConfigureAwait(false);
    }

    private static async Task<JsonArray> ReadAllAsync(GoldenCase golden, IPhonemizer phonemizer)
    {
        var replacements = golden.Parameters.GetProperty("replace").EnumerateArray()
            .Select(static pair => new PhonemeReplacement(pair[0].GetString()!, pair[1].GetString()!));
        var sentences = new SentencePhonemes(phonemizer, [.. replacements]);
        var texts = new JsonArray();
        foreach (var text in golden.InputsJson.EnumerateArray().Select(static text => text.GetString()!))
        {
            var spoken = await sentences.ReadAsync(text, CancellationToken.None).ConfigureAwait(false);
            texts.Add(new JsonObject
            {
                ["clauses"] = await DescribeAsync(text, phonemizer).ConfigureAwait(false),
                ["sentences"] = Strings(spoken),
            });
        }

        return texts;
    }

    private static async Task<JsonArray> DescribeAsync(string text, IPhonemizer phonemizer)
    {
        var clauses = new JsonArray();
        foreach (var clause in ClauseSplitter.Split(text))
        {
            var lines = await phonemizer.TranscribeAsync(clause.Text, CancellationToken.None).ConfigureAwait(false);
            clauses.Add(new JsonObject { ["text"] = clause.Text, ["end"] = clause.End, ["lines"] = Strings(lines) });
        }

        return clauses;
    }

    private static JsonArray Strings(ImmutableArray<string> strings)
        => new([.. strings.Select(static value => (JsonNode)value)]);
}
