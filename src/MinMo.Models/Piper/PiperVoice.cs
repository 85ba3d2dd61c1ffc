namespace MinMo.Models.Piper;

/// <summary>A Piper voice: ids of phonemes to speech. Load it once and share it; safe for concurrent use. Loading takes
/// seconds, as the graph has thousands of small nodes.</summary>
/// <remarks>VITS (arXiv 2106.06103) as exported by rhasspy/piper. If <c>encoder.onnx</c> and <c>decoder.onnx</c> lie
/// beside the voice (<see cref="PiperGraphCutter"/>), speech is streamed; otherwise it is computed at once and handed
/// out in the same pieces.</remarks>
public sealed class PiperVoice : IDisposable
{
    private readonly PiperSessions _sessions;

    private PiperVoice(PiperVoiceConfiguration configuration, PiperSessions sessions)
    {
        Configuration = configuration;
        PhonemeIds = new PiperPhonemeIds(configuration);
        _sessions = sessions;
    }

    /// <summary>What the voice's JSON file says.</summary>
    public PiperVoiceConfiguration Configuration { get; }

    /// <summary>Makes the ids that <see cref="Begin"/> and <see cref="Synthesize"/> take.</summary>
    public PiperPhonemeIds PhonemeIds { get; }

    /// <summary>Whether first samples come before the last are computed.</summary>
    public bool Streams => _sessions.Cut;

    /// <summary>Opens a voice and runs it once, so that the first call is not slower than others.</summary>
    /// <param name="path">The voice's <c>.onnx</c> file, with its <c>.onnx.json</c> beside it, or a folder with exactly
    /// one such pair.</param>
    /// <param name="settings">Threads, whole or cut graph; the defaults if null.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="PiperFormatException">The description is broken, or the folder has no voice or several.
    /// </exception>
    public static PiperVoice Load(string path, PiperVoiceSettings? settings = null)
    {
        var file = FindVoice(path);
        var configuration = PiperVoiceConfiguration.Load(file + ".json");
        var voice = new PiperVoice(configuration, PiperSessions.Open(file, settings ?? new PiperVoiceSettings()));
        voice.Synthesize(voice.PhonemeIds.Encode(string.Empty), PiperSpeechSettings.Repeatable);
        return voice;
    }

    /// <summary>The voice file of a folder, or the file itself.</summary>
    /// <exception cref="PiperFormatException">The folder has no voice or several.</exception>
    public static string FindVoice(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
        {
            return path;
        }

        var files = Directory.GetFiles(path, "*.onnx").Where(static file => File.Exists(file + ".json")).ToArray();
        return files.Length == 1
            ? files[0]
            : throw new PiperFormatException(
                path, $"{files.Length} voices with a .onnx.json beside the .onnx, not one; name the file");
    }

    /// <summary>Speaks a whole utterance.</summary>
    /// <param name="ids">Of one sentence or clause.</param>
    /// <param name="settings">Rate, loudness and variation.</param>
    /// <returns>Samples as the graph gives them, about -1 to 1, without <see cref="PiperSpeechSettings.Gain"/>.
    /// </returns>
    /// <exception cref="ArgumentException">There are fewer than three ids.</exception>
    public float[] Synthesize(ReadOnlySpan<long> ids, PiperSpeechSettings settings)
        => _sessions.Synthesize(Checked(ids), Scales(settings), settings.Speaker);

    /// <summary>Begins an utterance: runs the encoder, about a third of the work, and no decoder yet.</summary>
    /// <param name="ids">Of one sentence or clause; the shorter, the sooner the first samples.</param>
    /// <param name="settings">Rate, loudness and variation.</param>
    /// <exception cref="ArgumentException">There are fewer than three ids.</exception>
    public PiperUtterance Begin(ReadOnlySpan<long> ids, PiperSpeechSettings settings)
    {
        if (Streams)
        {
            return new PiperUtterance(this, Encode(ids, settings), settings);
        }

        return new PiperUtterance(this, Synthesize(ids, settings), settings);
    }

    /// <inheritdoc />
    public void Dispose() => _sessions.Dispose();

    internal PiperLatent Encode(ReadOnlySpan<long> ids, PiperSpeechSettings settings)
        => _sessions.Encode(Checked(ids), Scales(settings), settings.Speaker);

    internal float[] Decode(PiperLatent latent, int speaker) => _sessions.Decode(latent, speaker);

    private static ReadOnlySpan<long> Checked(ReadOnlySpan<long> ids)
        => ids.Length >= 3
            ? ids
            : throw new ArgumentException($"An utterance has at least 3 ids, not {ids.Length}.", nameof(ids));

    private float[] Scales(PiperSpeechSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Rate, nameof(settings));
        return
        [
            settings.NoiseScale ?? Configuration.NoiseScale,
            Configuration.LengthScale / settings.Rate,
            settings.DurationNoiseScale ?? Configuration.DurationNoiseScale,
        ];
    }
}
