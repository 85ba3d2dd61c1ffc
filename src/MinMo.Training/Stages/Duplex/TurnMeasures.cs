namespace MinMo.Training.Stages.Duplex;

/// <summary>How well changes of the floor are found: events against the events of the timeline.</summary>
/// <remarks>An event is foreseen at the first tick at which the mean probability over a few ticks passes one half, and
/// counts as right up to 400 ms after the true one, plus what the ear looks ahead (MinMo, section 4.4: F1 at K).</remarks>
internal sealed class TurnMeasures
{
    private const int Averaged = 2;
    private const int Tolerance = 5;

    private int _right;
    private int _wrong;
    private int _missed;

    /// <summary>2 · right / (2 · right + wrong + missed); 1 where there was nothing to find.</summary>
    public double F1 => _right + _wrong + _missed == 0 ? 1 : 2.0 * _right / ((2 * _right) + _wrong + _missed);

    /// <summary>Events that were found or missed.</summary>
    public int Events => _right + _missed;

    /// <summary>Adds one stretch.</summary>
    /// <param name="probabilities">Of the class, for each row.</param>
    /// <param name="truth">Whether the row is of the class; null for rows that do not count.</param>
    /// <param name="allowed">Whether the class can be, for each row.</param>
    public void Add(float[] probabilities, bool?[] truth, bool[] allowed)
    {
        var fired = -1;
        var begins = -1;
        for (var row = 0; row < truth.Length; row++)
        {
            if (truth[row] is null || !allowed[row])
            {
                continue;
            }

            if (truth[row] == true && begins < 0)
            {
                begins = row;
            }

            if (fired < 0 && row >= Averaged && probabilities.AsSpan(row - Averaged + 1, Averaged).ToArray().Average() > 0.5)
            {
                fired = row;
            }
        }

        Count(begins, fired);
    }

    private void Count(int begins, int fired)
    {
        if (begins < 0)
        {
            _wrong += fired >= 0 ? 1 : 0;
        }
        else if (fired >= begins - 1 && fired <= begins + Tolerance)
        {
            _right++;
        }
        else
        {
            _missed++;
            _wrong += fired >= 0 ? 1 : 0;
        }
    }
}
