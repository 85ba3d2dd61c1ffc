using System.Globalization;
using System.Text;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization;

/// <summary>Byte pair encoding with Whisper's time stamps, which not every checkpoint lists as tokens: ids from
/// <c>&lt;|notimestamps|&gt;</c> on, 0.02 s apart.</summary>
public sealed class WhisperTokenizer
{
    private const double SecondsPerTimestamp = 0.02;

    private WhisperTokenizer(BytePairTokenizer text, string folder)
    {
        Text = text;
        FirstTimestamp = text.Find("<|0.00|>") ?? text.Find("<|notimestamps|>") + 1
            ?? throw new CheckpointFormatException(folder, 0, "the tokenizer has no token <|notimestamps|>");
    }

    /// <summary>The tokenizer underneath: encoding, and tokens by their text.</summary>
    public BytePairTokenizer Text { get; }

    /// <summary>Id of <c>&lt;|0.00|&gt;</c>; n ids later stands n times 0.02 s.</summary>
    public int FirstTimestamp { get; }

    /// <summary>Reads a folder in the Hugging Face layout.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed, or not one of Whisper's.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static WhisperTokenizer Open(string folder) => new(BytePairTokenizer.Open(folder), folder);

    /// <summary>What was said: neither special tokens nor time stamps. Begins with a space as a rule.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var spoken = new List<int>(ids.Length);
        foreach (var id in ids)
        {
            if (id < FirstTimestamp)
            {
                spoken.Add(id);
            }
        }

        return Text.DecodeWithoutSpecial([.. spoken]);
    }

    /// <summary>Everything: special tokens as they are spelt, time stamps as <c>&lt;|1.24|&gt;</c>.</summary>
    public string DecodeFully(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        while (!ids.IsEmpty)
        {
            var run = ids.IndexOfAnyInRange(FirstTimestamp, int.MaxValue);
            text.Append(Text.Decode(run < 0 ? ids : ids[..run]));
            if (run < 0)
            {
                break;
            }

            var seconds = (ids[run] - FirstTimestamp) * SecondsPerTimestamp;
            text.Append("<|").Append(seconds.ToString("F2", CultureInfo.InvariantCulture)).Append("|>");
            ids = ids[(run + 1)..];
        }

        return text.ToString();
    }
}
