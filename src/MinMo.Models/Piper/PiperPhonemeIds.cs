using System.Collections.Immutable;
using System.Text;

namespace MinMo.Models.Piper;

/// <summary>Phoneme strings to the ids that a Piper voice reads.</summary>
public sealed class PiperPhonemeIds
{
    private readonly PiperVoiceConfiguration _configuration;
    private readonly ImmutableArray<long> _pad;

    /// <param name="configuration">The voice's symbols.</param>
    public PiperPhonemeIds(PiperVoiceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _pad = configuration.Symbols[new Rune('_')];
    }

    /// <summary>Encodes one sentence: start, a pad behind it and behind every symbol, end without a pad.</summary>
    /// <param name="phonemes">In Unicode form D, with punctuation. Code points that the voice does not know are left
    /// out, without a pad.</param>
    /// <returns>At least three ids.</returns>
    public long[] Encode(string phonemes)
    {
        ArgumentNullException.ThrowIfNull(phonemes);
        var ids = new List<long>((2 * phonemes.Length) + 3);
        ids.AddRange(_configuration.Symbols[new Rune('^')]);
        ids.AddRange(_pad);
        foreach (var rune in phonemes.EnumerateRunes())
        {
            if (_configuration.Symbols.TryGetValue(rune, out var symbol))
            {
                ids.AddRange(symbol);
                ids.AddRange(_pad);
            }
        }

        ids.AddRange(_configuration.Symbols[new Rune('$')]);
        return [.. ids];
    }
}
