namespace MinMo.Models.Duplex;

/// <summary>When a lane in which nothing but silence is heard begins anew; the engine and the training of the predictor must
/// agree, or it meets lanes that it has never seen.</summary>
public static class ListeningSilence
{
    /// <summary>Rows that are heard again in the new lane where no turn is open: about 1 s.</summary>
    public const int RowsKept = 12;

    private const int MostRows = 50; // 4 s

    /// <summary>Whether silence has filled a lane.</summary>
    /// <param name="idleRows">Rows of 80 ms, the last ones, that said nothing for the agent.</param>
    /// <param name="rows">Rows of the lane behind its beginning.</param>
    public static bool Fills(int idleRows, int rows) => idleRows > RowsKept && rows > MostRows;
}
