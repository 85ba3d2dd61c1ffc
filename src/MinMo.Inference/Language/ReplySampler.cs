using MinMo.Abstractions.Settings;
using MinMo.Models.Sampling;

namespace MinMo.Inference.Language;

/// <summary>
/// Chooses reply tokens. A draw depends on the call's seed and the position in the lane and on nothing else: a reply
/// that was thought ahead, thrown away and thought again comes out the same, whoever else was in the batch.
/// </summary>
/// <param name="usualPenalty">Of repetitions, where a call does not say.</param>
internal sealed class ReplySampler(float usualPenalty)
{
    /// <summary>Samplers kept; calls rarely differ in their settings, and a sampler has buffers of the vocabulary.</summary>
    private const int MostSamplers = 8;

    private readonly Dictionary<SamplingOptions, TokenSampler> _samplers = [];
    private float[] _scores = [];

    /// <summary>The token at <paramref name="position"/>.</summary>
    /// <param name="logits"><c>[V]</c>.</param>
    /// <param name="reply">Tokens of the reply so far; they are penalised, the prompt is not.</param>
    /// <param name="settings">The call's settings.</param>
    /// <param name="position">Position of the token in its lane.</param>
    public int Choose(ReadOnlySpan<float> logits, ReadOnlySpan<int> reply, ReplySettings settings, int position)
    {
        var sampler = SamplerFor(settings);
        if (settings.Temperature <= 0)
        {
            return sampler.Next(logits, reply);
        }

        if (_scores.Length != logits.Length)
        {
            _scores = new float[logits.Length];
        }

        sampler.Filter(logits, reply, _scores);
        return Draw(_scores, Uniform(settings.Seed, position));
    }

    private TokenSampler SamplerFor(ReplySettings settings)
    {
        var options = new SamplingOptions
        {
            Temperature = Math.Clamp(settings.Temperature, 0, 10),
            TopP = Math.Clamp(settings.TopP, 0.01, 1),
            RepetitionPenalty = Math.Clamp(settings.RepetitionPenalty ?? usualPenalty, 0.1, 10),
        };
        if (!_samplers.TryGetValue(options, out var sampler))
        {
            if (_samplers.Count == MostSamplers)
            {
                _samplers.Clear();
            }

            // The sampler's own seed is not used: draws come from the position.
            _samplers.Add(options, sampler = new TokenSampler(options, seed: 0));
        }

        return sampler;
    }

    private static int Draw(ReadOnlySpan<float> scores, double uniform)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var total = 0.0;
        foreach (var score in scores)
        {
            total += Math.Exp((double)score - largest);
        }

        var rest = uniform * total;
        var last = 0;
        for (var token = 0; token < scores.Length; token++)
        {
            if (scores[token] > float.NegativeInfinity)
            {
                last = token;
                rest -= Math.Exp((double)scores[token] - largest);
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    /// <summary>A number in [0, 1) by the finalizer of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static double Uniform(int seed, int position)
    {
        var mixed = ((ulong)(uint)seed << 32) | (uint)position;
        unchecked
        {
            mixed += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        }

        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
