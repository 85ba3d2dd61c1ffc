namespace MinMo.Models.SpeechEncoder;

/// <summary>How far attention sees in chunk-causal form: a row sees the rows of its own chunk and of earlier ones.</summary>
/// <param name="Rows">Rows of a chunk.</param>
/// <param name="Left">Earlier chunks that are seen.</param>
public readonly record struct ChunkView(int Rows, int Left)
{
    /// <summary>Rows that a cache must keep.</summary>
    public int LeftRows => Rows * Left;
}
