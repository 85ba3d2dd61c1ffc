using System.Text;
using MinMo.Models.Phonemes.Normalization;

namespace MinMo.Inference.Minmo.Language;

/// <summary>Text as it would be heard: lower-case words and nothing else, numbers written out.</summary>
internal static class SpokenForm
{
    /// <summary>The words of a text.</summary>
    /// <param name="text">As people type or others recognized it.</param>
    public static string Of(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in SpeechTextNormalizer.Normalize(text))
        {
            var kept = char.IsLetter(character) ? char.ToLowerInvariant(character) : character is '\'' or '’' ? '\'' : ' ';
            if (kept != ' ' || (words.Length > 0 && words[^1] != ' '))
            {
                words.Append(kept);
            }
        }

        return words.ToString().Trim();
    }
}
