using System.Numerics.Tensors;
using MinMo.Models.Ctc;
using MinMo.Models.Tokenization.SentencePieces;

namespace MinMo.Models.SenseVoice;

/// <summary>When each word was said: the pieces of the text, aligned with the rows of the audio.</summary>
/// <param name="tokenizer">Cuts the text into pieces.</param>
/// <param name="rowDuration">Time from one row to the next.</param>
internal sealed class WordTimes(SentencePieceTokenizer tokenizer, TimeSpan rowDuration)
{
    private const int Blank = 0;
    private const string LoneSpace = "\u2581";

    /// <summary>Finds the words.</summary>
    /// <param name="text">As the model wrote it, tags included.</param>
    /// <param name="logits"><c>[4 + rows, vocabulary]</c>.</param>
    /// <param name="vocabulary">Pieces that can be emitted.</param>
    /// <returns>Null if nothing follows the four tags, or more than fits into the rows.</returns>
    public IReadOnlyList<TimedWord>? Find(string text, ReadOnlySpan<float> logits, int vocabulary)
    {
        string[] pieces = [.. tokenizer.Encode(text).Skip(SenseVoiceQuery.RowCount).Select(piece => piece.Text)];
        int[] ids = [.. pieces.SelectMany(IdsOf)];
        var spoken = logits[(SenseVoiceQuery.RowCount * vocabulary)..];
        if (ids.Length == 0 || Places(spoken, vocabulary, ids) is not { } places)
        {
            return null;
        }

        var rows = spoken.Length / vocabulary;
        var timed = pieces.Zip(places, (piece, place) => new TimedWord(piece, Time(place.First), Time(Math.Min(place.Last + 1, rows))));
        return Join(timed);
    }

    /// <summary>A piece alone may be other pieces than it was in the text; the alignment is of what it is alone.</summary>
    private IEnumerable<int> IdsOf(string piece)
    {
        var alone = tokenizer.Encode(piece);
        return alone.Count > 0 ? alone.Select(part => part.Id) : [tokenizer.Find(LoneSpace) ?? Blank];
    }

    /// <summary>Where the ids other than the blank stand.</summary>
    private static IEnumerable<(int First, int Last)>? Places(ReadOnlySpan<float> logits, int vocabulary, int[] ids)
    {
        int[] columns = [Blank, .. ids.Distinct().Where(id => id != Blank)];
        int[] units = [.. ids.Select(id => Array.IndexOf(columns, id))];
        var rows = logits.Length / vocabulary;
        var likelihoods = new float[rows * columns.Length];
        for (var row = 0; row < rows; row++)
        {
            Write(logits.Slice(row * vocabulary, vocabulary), columns, likelihoods.AsSpan(row * columns.Length, columns.Length));
        }

        return CtcAlignment.Align(likelihoods, columns.Length, units, Blank)?.Where((_, unit) => units[unit] != Blank);
    }

    /// <summary>Logarithms of the probabilities of some pieces; where the blank is the best, it is certain.</summary>
    private static void Write(ReadOnlySpan<float> logits, int[] columns, Span<float> likelihoods)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        double sum = 0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - logits[best]);
        }

        var whole = logits[best] + Math.Log(sum);
        for (var i = 0; i < columns.Length; i++)
        {
            likelihoods[i] = (float)(logits[columns[i]] - whole);
        }

        if (best == Blank)
        {
            likelihoods[Blank] = 0;
        }
    }

    private TimeSpan Time(int row)
    {
        var time = (rowDuration * row) - (rowDuration / 2);
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    private static List<TimedWord> Join(IEnumerable<TimedWord> pieces)
    {
        var words = new List<TimedWord>();
        var isFirst = true;
        foreach (var piece in pieces)
        {
            if (piece.Text != LoneSpace)
            {
                Add(words, piece, isFirst);
            }

            isFirst = false;
        }

        return words;
    }

    private static void Add(List<TimedWord> words, TimedWord piece, bool isFirst)
    {
        if (!isFirst && piece.Text.StartsWith(LoneSpace, StringComparison.Ordinal))
        {
            words.Add(piece with { Text = piece.Text[1..] });
        }
        else if (words is [.., var last] && IsEnglish(last.Text) && IsEnglish(piece.Text))
        {
            words[^1] = last with { Text = last.Text + piece.Text, End = piece.End };
        }
        else
        {
            words.Add(piece);
        }
    }

    private static bool IsEnglish(string text) => text.Length > 0 && text.All(char.IsAsciiLetter);
}
