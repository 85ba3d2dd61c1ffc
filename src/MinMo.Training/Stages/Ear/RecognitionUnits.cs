using System.Text;
using MinMo.Models.Tokenization;

namespace MinMo.Training.Stages.Ear;

/// <summary>What a recognizer's rows say: letters, or the language model's units.</summary>
internal sealed class RecognitionUnits
{
    private const string Letters = " abcdefghijklmnopqrstuvwxyz'";
    private readonly BytePairTokenizer? _tokenizer;

    private RecognitionUnits(BytePairTokenizer? tokenizer, int count, int blank)
        => (_tokenizer, Count, Blank) = (tokenizer, count, blank);

    /// <summary>Letters, the space and the apostrophe; 0 is blank.</summary>
    public static RecognitionUnits Characters { get; } = new(null, Letters.Length + 1, 0);

    /// <summary>How many units there are, the blank included.</summary>
    public int Count { get; }

    /// <summary>The unit that says nothing.</summary>
    public int Blank { get; }

    /// <summary>The units of a tokenizer that has <c>&lt;|blank|&gt;</c>.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static RecognitionUnits Of(BytePairTokenizer tokenizer)
        => new(
            tokenizer, tokenizer.Size,
            tokenizer.Find("<|blank|>") ?? throw new InvalidDataException("the tokenizer has no unit <|blank|>"));

    /// <summary>Units of a text; characters that are none of ours are left out.</summary>
    public int[] Encode(string text)
        => _tokenizer is not null
            ? _tokenizer.EncodeUntrusted(text)
            : [.. text.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal) + 1).Where(unit => unit > 0)];

    /// <summary>Text of units.</summary>
    public string Decode(ReadOnlySpan<int> units)
    {
        if (_tokenizer is not null)
        {
            return _tokenizer.DecodeWithoutSpecial(units).Trim();
        }

        var text = new StringBuilder();
        foreach (var unit in units)
        {
            text.Append(Letters[unit - 1]);
        }

        return text.ToString().Trim();
    }
}
