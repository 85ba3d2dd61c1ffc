using Microsoft.ML.OnnxRuntime;
using MinMo.Audio.Spectra;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.CosyVoice.Speakers;

/// <summary>CAM++: some seconds of a voice to a speaker vector. Safe for concurrent use.</summary>
/// <remarks>arXiv 2303.00332; <c>campplus.onnx</c> of CosyVoice 2. The flow normalises the vector's length itself.</remarks>
public sealed class SpeakerEncoder : IDisposable
{
    /// <summary>Name of the model in a CosyVoice 2 folder.</summary>
    public const string FileName = "campplus.onnx";

    private const int Bands = 80;
    private const int FrameSamples = 400;
    private const int HopSamples = 160;
    private const int RateHz = 16_000;

    private readonly KaldiFilterBank _bank = new(
        new FilterBankSettings(Bands, FrameSamples, HopSamples, RateHz) { Window = FrameWindow.Povey, Scale = 1 });

    private readonly InferenceSession _session;

    private SpeakerEncoder(InferenceSession session) => _session = session;

    /// <summary>Opens the model.</summary>
    /// <param name="path">The file, or the folder that contains it under its usual name.</param>
    /// <param name="settings">Threads; the defaults if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SpeakerEncoder Load(string path, OnnxSessionSettings? settings = null)
        => new((settings ?? new OnnxSessionSettings()).Open(
            Directory.Exists(path) ? Path.Combine(path, FileName) : path));

    /// <summary>Computes the vector of a voice.</summary>
    /// <param name="waveform">16 kHz mono in -1 ... 1, at least one frame of 25 ms.</param>
    /// <returns>192 values in the public model.</returns>
    /// <exception cref="ArgumentException">The audio is too short.</exception>
    public float[] Encode(ReadOnlySpan<float> waveform)
    {
        var frames = _bank.FrameCount(waveform.Length);
        if (frames == 0)
        {
            throw new ArgumentException($"{waveform.Length} samples are less than a frame of {FrameSamples}", nameof(waveform));
        }

        var features = Features(waveform);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(features, [1, frames, Bands]);
        using var outputs = _session.Run(options, [_session.InputNames[0]], [input], [_session.OutputNames[0]]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>Log filter bank energies without each band's mean.</summary>
    /// <returns><c>[frames, 80]</c>.</returns>
    public float[] Features(ReadOnlySpan<float> waveform)
    {
        var features = _bank.Compute(waveform);
        var frames = features.Length / Bands;
        for (var band = 0; band < Bands; band++)
        {
            double sum = 0;
            for (var frame = 0; frame < frames; frame++)
            {
                sum += features[(frame * Bands) + band];
            }

            var mean = (float)(sum / frames);
            for (var frame = 0; frame < frames; frame++)
            {
                features[(frame * Bands) + band] -= mean;
            }
        }

        return features;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
