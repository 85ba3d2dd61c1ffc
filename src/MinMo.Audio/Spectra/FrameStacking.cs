namespace MinMo.Audio.Spectra;

/// <summary>Low frame rate: several frames side by side make one row, a few frames from row to row. Row i holds the
/// frames around frame i · step; beyond the ends stand copies of the first and the last frame.</summary>
/// <param name="Bands">Values of a frame.</param>
/// <param name="Frames">Frames in a row, odd.</param>
/// <param name="Step">Frames from one row to the next.</param>
public sealed record FrameStacking(int Bands, int Frames, int Step)
{
    /// <summary>Values of a row.</summary>
    public int RowWidth => Bands * Frames;

    /// <summary>Rows of so many frames.</summary>
    public int RowCount(int frames) => (frames + Step - 1) / Step;

    /// <summary>Stacks a whole signal.</summary>
    /// <param name="frames"><c>[frames, bands]</c>.</param>
    /// <param name="rows"><c>[RowCount, RowWidth]</c>, at least.</param>
    public void Write(ReadOnlySpan<float> frames, Span<float> rows)
    {
        var count = frames.Length / Bands;
        for (var row = 0; row < RowCount(count); row++)
        {
            for (var place = 0; place < Frames; place++)
            {
                var frame = Math.Clamp((row * Step) + place - ((Frames - 1) / 2), 0, count - 1);
                frames.Slice(frame * Bands, Bands).CopyTo(rows.Slice((row * RowWidth) + (place * Bands), Bands));
            }
        }
    }
}
