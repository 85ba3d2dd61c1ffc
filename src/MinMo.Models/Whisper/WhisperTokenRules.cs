using System.Collections.Immutable;

namespace MinMo.Models.Whisper;

/// <summary>Which tokens may be chosen. Time stamps never may: this recognizer asks for none.</summary>
internal sealed class WhisperTokenRules(WhisperGenerationSettings settings)
{
    private readonly ImmutableArray<int> _always = [.. settings.Suppressed.Distinct()];

    /// <summary>Sets the logits of what may not be chosen to −∞.</summary>
    /// <param name="logits"><c>[vocabulary]</c>.</param>
    /// <param name="first">Whether it is the first token behind the prompt.</param>
    public void Apply(Span<float> logits, bool first)
    {
        Suppress(logits, _always);
        if (first)
        {
            Suppress(logits, settings.SuppressedAtBegin);
        }

        if (settings.NoTimestampsToken < logits.Length)
        {
            logits[settings.NoTimestampsToken..].Fill(float.NegativeInfinity);
        }
    }

    private static void Suppress(Span<float> logits, ImmutableArray<int> ids)
    {
        foreach (var id in ids)
        {
            if (id < logits.Length)
            {
                logits[id] = float.NegativeInfinity;
            }
        }
    }
}
