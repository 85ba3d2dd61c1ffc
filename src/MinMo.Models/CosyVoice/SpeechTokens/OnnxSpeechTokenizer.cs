using Microsoft.ML.OnnxRuntime;
using MinMo.Audio.Spectra;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.CosyVoice.SpeechTokens;

/// <summary>Audio to supervised semantic speech tokens, 25 a second: what the prompt of a voice is made of. Safe for
/// concurrent use.</summary>
/// <remarks>CosyVoice 2 (arXiv 2412.10117), section 2.2; <c>speech_tokenizer_v2.onnx</c>. Inputs and outputs are taken in the
/// graph's own order, whatever their names.</remarks>
public sealed class OnnxSpeechTokenizer : IDisposable
{
    /// <summary>Name of the model in a CosyVoice 2 folder.</summary>
    public const string FileName = "speech_tokenizer_v2.onnx";

    /// <summary>What the model takes at a time: 30 s.</summary>
    public const int LongestSamples = 480_000;

    private const int Bands = 128;

    private readonly LogMelSpectrogram _spectrogram = new(new LogMelSettings(Bands: Bands));
    private readonly InferenceSession _session;

    private OnnxSpeechTokenizer(InferenceSession session) => _session = session;

    /// <summary>Opens the model.</summary>
    /// <param name="path">The file, or the folder that contains it under its usual name.</param>
    /// <param name="settings">Threads; the defaults if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static OnnxSpeechTokenizer Load(string path, OnnxSessionSettings? settings = null)
        => new((settings ?? new OnnxSessionSettings()).Open(
            Directory.Exists(path) ? Path.Combine(path, FileName) : path));

    /// <summary>Tokens of a recording.</summary>
    /// <param name="waveform">16 kHz mono in -1 ... 1, from 26 ms to 30 s.</param>
    /// <returns>Ids; one for each 40 ms, rounded up.</returns>
    /// <exception cref="ArgumentException">The recording is too short or too long.</exception>
    public int[] Encode(ReadOnlySpan<float> waveform)
    {
        if (waveform.Length > LongestSamples || waveform.Length <= _spectrogram.FrameSamples)
        {
            throw new ArgumentException(
                $"{waveform.Length} samples are not more than {_spectrogram.FrameSamples} and at most {LongestSamples}",
                nameof(waveform));
        }

        var frames = _spectrogram.FrameCount(waveform.Length);
        var features = _spectrogram.Compute(waveform, waveform.Length);                 // [128, t]
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(features, [1, Bands, frames]);
        using var length = OrtValue.CreateTensorValueFromMemory([frames], [1L]);
        using var outputs = _session.Run(
            options, [_session.InputNames[0], _session.InputNames[1]], [input, length], [_session.OutputNames[0]]);
        return outputs[0].GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64
            ? Array.ConvertAll(outputs[0].GetTensorDataAsSpan<long>().ToArray(), static id => (int)id)
            : outputs[0].GetTensorDataAsSpan<int>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
