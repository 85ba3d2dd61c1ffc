namespace MinMo.Models.Whisper;

/// <summary>One item to encode.</summary>
/// <param name="Features"><c>[bands, frames]</c>, log-mel at 100 Hz.</param>
/// <param name="Frames">1 … 2 · source positions.</param>
/// <param name="RowsWithSilence">
/// The decoder hears silence encoded beforehand up to so many rows of 20 ms behind the window's own; at most the source
/// positions. 0 for none.
/// </param>
internal sealed record WhisperWindow(float[] Features, int Frames, int RowsWithSilence = 0)
{
    /// <summary>What a feature of the silence behind ordinary speech amounts to: 2 below a loudest value of 0.95.</summary>
    public const float SilentFeature = -1.05f;

    /// <summary>Rows of the encoder's output that come from this window.</summary>
    public int Rows => (Frames + 1) / 2;

    /// <summary>Rows that the decoder attends to.</summary>
    public int HeardRows => Math.Max(Rows, RowsWithSilence);

    /// <summary>A full window of nothing but silence behind ordinary speech.</summary>
    public static WhisperWindow Silence(WhisperConfiguration sizes)
    {
        var frames = 2 * sizes.SourcePositions;
        var features = new float[sizes.MelBands * frames];
        features.AsSpan().Fill(SilentFeature);
        return new WhisperWindow(features, frames);
    }
}
