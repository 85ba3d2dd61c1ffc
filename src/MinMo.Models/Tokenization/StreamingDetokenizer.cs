using System.Text;

namespace MinMo.Models.Tokenization;

/// <summary>Text of ids that arrive one at a time. What may still become another character is held back: text is
/// released when all ids not yet released decode to something that does not end in U+FFFD. Not thread-safe.</summary>
/// <param name="tokenizer">Knows the bytes of the ids.</param>
/// <param name="withSpecial">Whether special tokens are spelt out or left out.</param>
public sealed class StreamingDetokenizer(BytePairTokenizer tokenizer, bool withSpecial = false)
{
    private const char Replacement = '\uFFFD';

    private readonly List<byte> _held = [];

    /// <returns>The text released by this id; null if none is.</returns>
    public string? Add(int id)
    {
        if (withSpecial || !tokenizer.IsSpecial(id))
        {
            _held.AddRange(tokenizer.BytesOf(id));
        }

        var text = Encoding.UTF8.GetString([.. _held]);
        if (text.Length == 0 || text[^1] == Replacement)
        {
            return null;
        }

        _held.Clear();
        return text;
    }

    /// <summary>The text that is still held back, broken characters as U+FFFD; for the end of a reply.</summary>
    public string Finish()
    {
        var text = Encoding.UTF8.GetString([.. _held]);
        _held.Clear();
        return text;
    }
}
