using System.Text.Json;
using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

/// <summary>Chooses ids as a golden says.</summary>
internal sealed class GoldenIds
{
    private readonly string _kind;
    private readonly Queue<int> _script;
    private readonly RepetitionAwareSampler _sampler;

    public GoldenIds(GoldenCase golden, RepetitionAwareOptions options)
    {
        _kind = golden.Parameters.GetProperty("sampler").GetString()!;
        _script = new(golden.InputsJson.TryGetProperty("script", out var script) ? script.Deserialize<int[]>()! : []);
        var uniforms = golden.InputsJson.TryGetProperty("uniforms", out var numbers) ? numbers.Deserialize<double[]>()! : [];
        _sampler = new RepetitionAwareSampler(options, () => uniforms[Draws++]);
    }

    /// <summary>Numbers used up.</summary>
    public int Draws { get; private set; }

    public int Next(float[] scores, IReadOnlyList<int> history) => _kind switch
    {
        "script" => _script.Dequeue(),
        "argmax" => Array.IndexOf(scores, scores.Max()),
        "uniforms" => _sampler.Next(scores, history),
        _ => throw new NotSupportedException($"the sampler '{_kind}' is not supported"),
    };
}
