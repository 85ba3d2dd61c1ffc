using System.Collections.Immutable;
using System.Text.Json;
using MinMo.Models.Phonemes;

namespace MinMo.Models.Parity.Piper;

/// <summary>Answers with the lines that a golden recorded, where the program is not installed.</summary>
internal sealed class RecordedPhonemizer(JsonElement outputs) : IPhonemizer
{
    private readonly ImmutableDictionary<string, ImmutableArray<string>> _lines = outputs.EnumerateArray()
        .SelectMany(static text => text.GetProperty("clauses").EnumerateArray())
        .GroupBy(static clause => clause.GetProperty("text").GetString()!, StringComparer.Ordinal)
        .ToImmutableDictionary(
            static group => group.Key,
            static group => group.First().GetProperty("lines").EnumerateArray()
                .Select(static line => line.GetString()!).ToImmutableArray(),
            StringComparer.Ordinal);

    public ValueTask<ImmutableArray<string>> TranscribeAsync(string clause, CancellationToken cancellationToken)
        => _lines.TryGetValue(clause, out var lines)
            ? ValueTask.FromResult(lines)
            : throw new KeyNotFoundException($"the golden has no clause '{clause}'");
}
