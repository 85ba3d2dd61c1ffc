using System.Numerics.Tensors;
using MinMo.Audio.Spectra;

namespace MinMo.Models.SmartTurn;

/// <summary>The front end of smart-turn: the last 8 s of a turn, normalised, as log-mel. Immutable; safe for
/// concurrent use.</summary>
/// <remarks>It is the log-mel of Whisper with a window of 8 s, behind a normalisation of the whole window, padding
/// included.</remarks>
public sealed class SmartTurnFeatures
{
    /// <summary>8 s at 16 kHz.</summary>
    public const int WindowSamples = 128_000;

    /// <summary>Mel bands.</summary>
    public const int Bands = 80;

    /// <summary>Frames of 10 ms.</summary>
    public const int Frames = 800;

    // Keeps digital silence finite.
    private const float VarianceFloor = 1e-7f;

    private readonly LogMelSpectrogram _spectrogram = new();

    /// <summary>Computes the features of one turn.</summary>
    /// <param name="waveform">16 kHz mono in [-1, 1], from the start of the turn through the pause at its end. The last
    /// 8 s count; zeros go in front of a shorter one.</param>
    /// <returns><c>[80, 800]</c>, time last.</returns>
    public float[] Compute(ReadOnlySpan<float> waveform)
    {
        var window = new float[WindowSamples];
        var heard = waveform[^Math.Min(waveform.Length, WindowSamples)..];
        Normalize(heard, window);
        return _spectrogram.Compute(window, WindowSamples);
    }

    // (x - mean) / sqrt(variance + floor); the sums in float64, as a window of faint noise has a tiny variance.
    private static void Normalize(ReadOnlySpan<float> heard, Span<float> window)
    {
        double sum = 0;
        double squares = 0;
        foreach (var sample in heard)
        {
            sum += sample;
            squares += (double)sample * sample;
        }

        var mean = sum / WindowSamples;
        var variance = (squares / WindowSamples) - (mean * mean);
        heard.CopyTo(window[^heard.Length..]);
        TensorPrimitives.Subtract(window, (float)mean, window);
        TensorPrimitives.Divide(window, (float)Math.Sqrt(variance + VarianceFloor), window);
    }
}
