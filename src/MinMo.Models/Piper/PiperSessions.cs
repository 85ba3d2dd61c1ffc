using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.Piper;

/// <summary>The graphs of a voice: whole, or cut in an encoder (ids to latent) and a decoder (latent to samples).
/// Safe for concurrent use.</summary>
internal sealed class PiperSessions : IDisposable
{
    private static readonly string[] AudioName = ["output"];
    private static readonly string[] LatentName = ["latent"];

    private readonly InferenceSession _front;
    private readonly InferenceSession? _decoder;

    private PiperSessions(InferenceSession front, InferenceSession? decoder)
    {
        _front = front;
        _decoder = decoder;
    }

    internal bool Cut => _decoder is not null;

    public void Dispose()
    {
        _front.Dispose();
        _decoder?.Dispose();
    }

    internal static PiperSessions Open(string voiceFile, PiperVoiceSettings settings)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(voiceFile))!;
        var encoder = Path.Combine(folder, PiperGraphCutter.EncoderFile);
        var decoder = Path.Combine(folder, PiperGraphCutter.DecoderFile);
        return settings.WholeGraph || !File.Exists(encoder) || !File.Exists(decoder)
            ? new PiperSessions(settings.Sessions.Open(voiceFile), null)
            : new PiperSessions(settings.Sessions.Open(encoder), settings.Sessions.Open(decoder));
    }

    /// <summary>ids [n] to samples.</summary>
    internal float[] Synthesize(ReadOnlySpan<long> ids, float[] scales, int speaker)
        => Cut ? Decode(Encode(ids, scales, speaker), speaker) : RunFront(ids, scales, speaker, AudioName).Values;

    /// <summary>ids [n] to latent [channels, frames].</summary>
    internal PiperLatent Encode(ReadOnlySpan<long> ids, float[] scales, int speaker)
    {
        var (values, shape) = RunFront(ids, scales, speaker, LatentName);   // [1, channels, frames]
        return new PiperLatent(values, (int)shape[1], (int)shape[2]);
    }

    /// <summary>Latent [channels, frames] to samples [hop · frames].</summary>
    internal float[] Decode(PiperLatent latent, int speaker)
    {
        var inputs = new List<(string Name, OrtValue Value)>
        {
            ("latent", OrtValue.CreateTensorValueFromMemory(latent.Values, [1, latent.Channels, latent.Frames])),
        };
        return Run(_decoder!, inputs, speaker, AudioName).Values;           // [1, 1, 1, hop * frames]
    }

    private (float[] Values, long[] Shape) RunFront(
        ReadOnlySpan<long> ids, float[] scales, int speaker, string[] output)
    {
        var inputs = new List<(string Name, OrtValue Value)>
        {
            ("input", OrtValue.CreateTensorValueFromMemory(ids.ToArray(), [1, ids.Length])),
            ("input_lengths", OrtValue.CreateTensorValueFromMemory(new long[] { ids.Length }, [1])),
            ("scales", OrtValue.CreateTensorValueFromMemory(scales, [3])),
        };
        return Run(_front, inputs, speaker, output);
    }

    private static (float[] Values, long[] Shape) Run(
        InferenceSession session, List<(string Name, OrtValue Value)> inputs, int speaker, string[] output)
    {
        if (session.InputMetadata.ContainsKey("sid"))
        {
            inputs.Add(("sid", OrtValue.CreateTensorValueFromMemory(new long[] { speaker }, [1])));
        }

        try
        {
            using var options = new RunOptions();
            using var results = session.Run(
                options, [.. inputs.Select(static input => input.Name)], [.. inputs.Select(static input => input.Value)], output);
            return (results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
        }
        finally
        {
            foreach (var (_, value) in inputs)
            {
                value.Dispose();
            }
        }
    }
}
