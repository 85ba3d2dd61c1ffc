using System.Collections.Immutable;
using System.Text;

namespace MinMo.Models.Phonemes;

/// <summary>Text to phoneme strings, one for each sentence, with the punctuation that a Piper voice speaks as
/// pauses and melody: <c>ʃˈʊɹ, aɪ kæn hˈɛlp.</c></summary>
public sealed class SentencePhonemes
{
    private readonly IPhonemizer _phonemizer;
    private readonly ImmutableArray<PhonemeReplacement> _replacements;

    /// <param name="phonemizer">Answers single clauses.</param>
    /// <param name="replacements">Applied in order to the phonemes of each clause.</param>
    public SentencePhonemes(IPhonemizer phonemizer, params ImmutableArray<PhonemeReplacement> replacements)
    {
        _phonemizer = phonemizer;
        _replacements = replacements;
    }

    /// <summary>Transcribes text of any length.</summary>
    /// <param name="text">Speakable words; numbers, money and dates are better made into words before
    ///.</param>
    /// <param name="cancellationToken">Gives up between and within clauses.</param>
    /// <returns>Sentences in Unicode form D (combining marks are symbols of their own); empty if there is nothing
    /// to say.</returns>
    /// <exception cref="PhonemizerException">The phonemiser is missing or did not answer.</exception>
    public async ValueTask<ImmutableArray<string>> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        var sentence = new StringBuilder();
        foreach (var clause in ClauseSplitter.Split(text))
        {
            var lines = await _phonemizer.TranscribeAsync(clause.Text, cancellationToken).ConfigureAwait(false);
            sentence.Append(sentence.Length > 0 ? " " : string.Empty).Append(Join(lines)).Append(clause.End);
            if (clause.EndsSentence)
            {
                sentences.Add(sentence.ToString());
                sentence.Clear();
            }
        }

        if (sentence.Length > 0)
        {
            sentences.Add(sentence.ToString());
        }

        return sentences.ToImmutable();
    }

    private string Join(ImmutableArray<string> lines)
    {
        var phonemes = new StringBuilder();
        foreach (var line in lines)
        {
            AppendWithoutMarks(phonemes.Append(' '), line);
        }

        foreach (var replacement in _replacements)
        {
            phonemes.Replace(replacement.From, replacement.To);
        }

        return phonemes.ToString().Trim(' ').Normalize(NormalizationForm.FormD);
    }

    // espeak-ng brackets a change of language: "(en)". Runs of spaces shrink to one.
    private static void AppendWithoutMarks(StringBuilder phonemes, string line)
    {
        var at = 0;
        while (at < line.Length)
        {
            var close = line[at] == '(' ? line.IndexOf(')', at) : -1;
            if (close > at)
            {
                at = close + 1;
                continue;
            }

            if (line[at] != ' ' || phonemes[^1] != ' ')
            {
                phonemes.Append(line[at]);
            }

            at++;
        }
    }
}
