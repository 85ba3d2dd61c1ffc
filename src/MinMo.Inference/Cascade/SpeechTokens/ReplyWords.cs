using System.Text;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>Tokens of the language model to text tokens of the voice. A word is held back until its end is seen: its tokens
/// are those that it has in the whole text.</summary>
/// <param name="language">The language model's.</param>
/// <param name="voice">The voice's.</param>
internal sealed class ReplyWords(BytePairTokenizer language, BytePairTokenizer voice)
{
    /// <summary>Where scripts begin that are written without spaces.</summary>
    private const char Unspaced = '\u2E80';

    private readonly StreamingDetokenizer _detokenizer = new(language);
    private readonly StringBuilder _held = new();
    private bool _begun;

    /// <summary>Adds a token of the reply.</summary>
    /// <returns>Text tokens that are certain now.</returns>
    public int[] Add(int token)
    {
        if (_detokenizer.Add(token) is { } text)
        {
            _held.Append(text);
        }

        var held = _held.ToString();
        var certain = EndOfWords(held);
        _held.Remove(0, certain);
        return Encode(held[..certain]);
    }

    /// <summary>Tells that the reply has ended.</summary>
    /// <returns>The text tokens that are left.</returns>
    public int[] Finish()
    {
        var rest = _held.Append(_detokenizer.Finish()).ToString();
        _held.Clear();
        return Encode(rest.TrimEnd());
    }

    // A word takes the space in front of it along.
    private static int EndOfWords(string text)
    {
        for (var end = text.Length; end > 0; end--)
        {
            if (text[end - 1] >= Unspaced)
            {
                return end;
            }

            if (char.IsWhiteSpace(text[end - 1]))
            {
                return end - 1;
            }
        }

        return 0;
    }

    private int[] Encode(string text)
    {
        if (!_begun)
        {
            text = text.TrimStart();
            _begun = text.Length > 0;
        }

        return text.Length == 0 ? [] : voice.EncodeUntrusted(SpokenText.SpellNumbers(text));
    }
}
