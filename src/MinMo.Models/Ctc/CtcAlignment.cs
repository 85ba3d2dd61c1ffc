namespace MinMo.Models.Ctc;

/// <summary>Forced alignment: the likeliest path of given units through the rows (Viterbi over units with blanks
/// between them).</summary>
public static class CtcAlignment
{
    /// <summary>Aligns.</summary>
    /// <param name="logProbabilities"><c>[rows, vocabulary]</c>.</param>
    /// <param name="vocabulary">Units there are.</param>
    /// <param name="units">Units that were said.</param>
    /// <param name="blank">The unit that says nothing.</param>
    /// <returns>First and last row of each unit; null if the rows are too few.</returns>
    public static (int First, int Last)[]? Align(
        ReadOnlySpan<float> logProbabilities, int vocabulary, ReadOnlySpan<int> units, int blank)
    {
        var rows = logProbabilities.Length / vocabulary;
        var states = (2 * units.Length) + 1;
        if (rows == 0 || units.IsEmpty)
        {
            return units.IsEmpty ? [] : null;
        }

        var scores = new float[states];
        var moves = new byte[rows * states]; // how many states the best way into a state went on
        Array.Fill(scores, float.NegativeInfinity);
        (scores[0], scores[1]) = (logProbabilities[blank], logProbabilities[units[0]]);
        for (var row = 1; row < rows; row++)
        {
            Advance(logProbabilities.Slice(row * vocabulary, vocabulary), units, blank, (scores, moves.AsMemory(row * states, states)));
        }

        var last = scores[^1] > scores[^2] ? states - 1 : states - 2; // of equals the unit, as torchaudio has it
        return float.IsNegativeInfinity(scores[last]) ? null : Trace(moves, rows, states, last);
    }

    private static void Advance(
        ReadOnlySpan<float> row, ReadOnlySpan<int> units, int blank, (float[] Scores, Memory<byte> Moves) path)
    {
        var scores = path.Scores;
        var moves = path.Moves.Span;
        for (var state = scores.Length - 1; state >= 0; state--)
        {
            var (best, move) = (scores[state], 0);
            if (state >= 1 && scores[state - 1] > best)
            {
                (best, move) = (scores[state - 1], 1);
            }

            var isUnit = state % 2 == 1;
            if (isUnit && state >= 3 && units[state / 2] != units[(state / 2) - 1] && scores[state - 2] > best)
            {
                (best, move) = (scores[state - 2], 2);
            }

            scores[state] = best + row[isUnit ? units[state / 2] : blank];
            moves[state] = (byte)move;
        }
    }

    private static (int First, int Last)[] Trace(byte[] moves, int rows, int states, int last)
    {
        var places = new (int First, int Last)[states / 2];
        Array.Fill(places, (-1, -1));
        var state = last;
        for (var row = rows - 1; row >= 0; row--)
        {
            if (state % 2 == 1)
            {
                ref var place = ref places[state / 2];
                place = (row, place.Last < 0 ? row : place.Last);
            }

            state -= moves[(row * states) + state];
        }

        return places;
    }
}
