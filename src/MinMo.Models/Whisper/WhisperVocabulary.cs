using System.Collections.Immutable;
using System.Text;
using MinMo.Models.Tokenization;

namespace MinMo.Models.Whisper;

/// <summary>What tokens mean to the recognizer: words, ends of sentences, text.</summary>
internal sealed class WhisperVocabulary
{
    private readonly WhisperTokenizer _tokenizer;

    public WhisperVocabulary(WhisperTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        SentenceEnds = [.. Enumerable.Range(0, Math.Min(tokenizer.FirstTimestamp, tokenizer.Text.Size))
            .Where(id => !tokenizer.Text.IsSpecial(id) && IsSentenceEnd(Encoding.UTF8.GetString(tokenizer.Text.BytesOf(id))))];
    }

    /// <summary>Tokens that are one of <c>. ? !</c> (or its full-width form), alone or with a closing quote.</summary>
    public ImmutableArray<int> SentenceEnds { get; }

    /// <summary>Ids of a prompt.</summary>
    public int[] Prompt(WhisperPrompt prompt, WhisperGenerationSettings settings, int targetPositions)
        => prompt.ToIds(_tokenizer.Text, settings, targetPositions);

    /// <summary>Text of ids, special tokens left out.</summary>
    public string Decode(IReadOnlyList<int> ids) => _tokenizer.Decode([.. ids]);

    /// <summary>Index of the last token that belongs to a word; −1 if none does.</summary>
    public int LastWord(IReadOnlyList<int> ids)
    {
        var index = ids.Count - 1;
        while (index >= 0 && !IsWord(ids[index]))
        {
            index--;
        }

        return index;
    }

    // Bytes that are no whole character belong to one outside ASCII, whose punctuation fits one token.
    private bool IsWord(int id)
        => !_tokenizer.Text.IsSpecial(id)
            && Encoding.UTF8.GetString(_tokenizer.Text.BytesOf(id)).EnumerateRunes()
                .Any(rune => Rune.IsLetterOrDigit(rune) || rune == Rune.ReplacementChar);

    private static bool IsSentenceEnd(string text)
        => text.TrimStart() is [var stop, ..] trimmed
            && stop is '.' or '?' or '!' or '。' or '？' or '！'
            && trimmed[1..] is "" or "\"" or "'" or "”" or "’";
}
