using System.Collections.Immutable;
using System.Text;
using MinMo.Models.Phonemes;
using MinMo.Models.Phonemes.Normalization;

namespace MinMo.Models.Piper;

/// <summary>Prepares text for a voice: normalises it, asks the phonemiser, encodes. It computes no audio, so it need not
/// run where the voice runs.</summary>
public sealed class PiperScript
{
    private readonly PiperPhonemeIds _ids;
    private readonly SentencePhonemes? _phonemes;

    /// <param name="configuration">Of the voice.</param>
    /// <param name="phonemizer">With the voice's <see cref="PiperVoiceConfiguration.EspeakVoice"/>; not asked if the
    /// voice reads text.</param>
    public PiperScript(PiperVoiceConfiguration configuration, IPhonemizer phonemizer)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _ids = new PiperPhonemeIds(configuration);
        _phonemes = configuration.ReadsText
            ? null
            : new SentencePhonemes(phonemizer, [PhonemeReplacement.OpenBackVowel]);
    }

    /// <summary>Makes the ids of a clause.</summary>
    /// <param name="clause">As the language model wrote it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One list of ids for each sentence, to be spoken one after the other; none if nothing can be said.
    /// </returns>
    /// <exception cref="PhonemizerException">The phonemiser is missing or did not answer.</exception>
    public async ValueTask<ImmutableArray<long[]>> ReadAsync(string clause, CancellationToken cancellationToken)
    {
        var text = SpeechTextNormalizer.Normalize(clause);
        if (_phonemes is null)
        {
            return text.Length == 0 ? [] : [_ids.Encode(text.Normalize(NormalizationForm.FormD))];
        }

        var sentences = await _phonemes.ReadAsync(text, cancellationToken).ConfigureAwait(false);
        return [.. sentences.Select(_ids.Encode)];
    }
}
