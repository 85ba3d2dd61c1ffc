using System.Numerics.Tensors;
using MinMo.Models.Tokenization.SentencePieces;

namespace MinMo.Models.SenseVoice;

/// <summary>Whether the recognizer sees the end of a sentence behind the last word: the probability of a full stop, question
/// or exclamation mark in the rows that follow it. Such marks are written with inverse normalisation only.</summary>
internal sealed class SentenceEnds
{
    private const int Blank = 0;
    private const string Stops = ".?!。？！";
    private const char Space = '\u2581';

    private readonly int[] _stops;
    private readonly bool[] _isWord;

    /// <summary>Finds the marks among the pieces.</summary>
    public SentenceEnds(SentencePieceTokenizer tokenizer)
    {
        string[] pieces = [.. Enumerable.Range(0, tokenizer.Count).Select(id => tokenizer.PieceOf(id).Trim(Space))];
        _stops = [.. Enumerable.Range(0, pieces.Length).Where(id => pieces[id].Length == 1 && Stops.Contains(pieces[id][0]))];
        _isWord = [.. pieces.Select(static (piece, id) => id != Blank && !IsTag(piece) && piece.Any(char.IsLetterOrDigit))];
    }

    /// <summary>The probability of a mark, in the row where it is largest: one peak of CTC lies in one row or a few.</summary>
    /// <param name="logits">Of the audio's rows, <c>[rows, vocabulary]</c>.</param>
    /// <returns>0 to 1; 0 if there is no word.</returns>
    public float MassBehindLastWord(ReadOnlySpan<float> logits)
    {
        var mass = 0f;
        for (var row = (logits.Length / _isWord.Length) - 1; row >= 0; row--)
        {
            var values = logits.Slice(row * _isWord.Length, _isWord.Length);
            var best = TensorPrimitives.IndexOfMax(values);
            if (_isWord[best])
            {
                return mass;
            }

            mass = Math.Max(mass, MassOfStops(values, values[best]));
        }

        return 0;
    }

    private static bool IsTag(string piece) => piece.StartsWith('<') && piece.EndsWith('>');

    private float MassOfStops(ReadOnlySpan<float> values, float largest)
    {
        var (stops, all) = (0.0, 0.0);
        foreach (var value in values)
        {
            all += Math.Exp(value - largest);
        }

        foreach (var id in _stops)
        {
            stops += Math.Exp(values[id] - largest);
        }

        return (float)(stops / all);
    }
}
