using System.Collections.Immutable;

namespace MinMo.Models.Phonemes;

/// <summary>Writes down how text is pronounced. Safe for concurrent use.</summary>
public interface IPhonemizer
{
    /// <summary>Transcribes one clause.</summary>
    /// <param name="clause">Text with its punctuation, as <see cref="ClauseSplitter"/> gives it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>IPA with stress marks, one entry for each clause that the phonemiser itself saw; trimmed, none
    /// empty; no entry for text without anything to say.</returns>
    /// <exception cref="PhonemizerException">The phonemiser is missing or did not answer.</exception>
    ValueTask<ImmutableArray<string>> TranscribeAsync(string clause, CancellationToken cancellationToken);
}
