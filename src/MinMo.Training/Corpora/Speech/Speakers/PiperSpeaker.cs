using MinMo.Audio.Resampling;
using MinMo.Models.Phonemes;
using MinMo.Models.Piper;

namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>A Piper voice with its noise at 0, so that the same text gives the same sound. Pitch and melody are not
/// steered.</summary>
public sealed class PiperSpeaker : ISpeaker, IAsyncDisposable
{
    // Kept at both ends of a sentence; the voice itself has up to 0.3 s there.
    private const int Before = SpeechCorpus.SampleRate / 25;
    private const int After = SpeechCorpus.SampleRate * 8 / 100;

    private const int BetweenSentences = SpeechCorpus.SampleRate * 12 / 100;

    private readonly PiperVoice _voice;
    private readonly EspeakPhonemizer _phonemizer;
    private readonly PiperScript _script;

    private PiperSpeaker(string name, PiperVoice voice, TimeProvider time)
    {
        Name = name;
        _voice = voice;
        var settings = new EspeakPhonemizerSettings
        {
            Voice = voice.Configuration.EspeakVoice,
            Timeout = TimeSpan.FromSeconds(30),                             // the machine is busy for hours
        };
        _phonemizer = new EspeakPhonemizer(settings, time);
        _script = new PiperScript(voice.Configuration, _phonemizer);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Loads a voice, one thread.</summary>
    /// <param name="path">As for <see cref="PiperVoice.Load"/>.</param>
    /// <param name="time">Measures the phonemiser's timeout.</param>
    /// <exception cref="FileNotFoundException">The voice is not installed.</exception>
    public static PiperSpeaker Open(string path, TimeProvider time)
    {
        var file = PiperVoice.FindVoice(path);
        var name = "piper " + Path.GetFileNameWithoutExtension(file);
        return new PiperSpeaker(name, PiperVoice.Load(file, new PiperVoiceSettings { WholeGraph = true }), time);
    }

    /// <inheritdoc />
    /// <exception cref="PhonemizerException">espeak-ng is missing or did not answer.</exception>
    public async ValueTask<float[]> SpeakAsync(string text, SpeakingManner manner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manner);
        var settings = PiperSpeechSettings.Repeatable with { Rate = (float)manner.Rate };
        var sentences = await _script.ReadAsync(LetterNames.WriteOut(text), cancellationToken).ConfigureAwait(false);
        var speech = new List<float>();
        foreach (var ids in sentences)
        {
            if (speech.Count > 0)
            {
                speech.AddRange(new float[(int)(BetweenSentences / manner.Rate)]);
            }

            var sound = _voice.Synthesize(ids, settings);
            speech.AddRange(SpeechEdges.Trim(
                Resampler.Resample(sound, _voice.Configuration.SampleRate, SpeechCorpus.SampleRate), Before, After));
        }

        return [.. speech];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _phonemizer.DisposeAsync().ConfigureAwait(false);
        _voice.Dispose();
    }
}
