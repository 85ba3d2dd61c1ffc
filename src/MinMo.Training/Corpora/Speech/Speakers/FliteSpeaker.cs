using System.Globalization;
using MinMo.Audio.Resampling;

namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>A voice of flite, made from a recorded speaker: <c>slt</c>, <c>awb</c>, <c>rms</c> (statistical), <c>kal16</c>
/// and <c>kal</c> (diphones). The pitch of <c>rms</c> cannot be set.</summary>
public sealed class FliteSpeaker : ISpeaker
{
    // The fundamental frequency of each voice in Hz, measured.
    private static readonly Dictionary<string, double> UsualPitch = new()
    {
        ["slt"] = 176,
        ["awb"] = 125,
        ["rms"] = 99,
        ["kal16"] = 88,
        ["kal"] = 87,
    };

    private readonly string _voice;

    /// <param name="voice">A voice that flite has built in.</param>
    /// <exception cref="ArgumentException">An unknown voice.</exception>
    public FliteSpeaker(string voice)
    {
        if (!UsualPitch.ContainsKey(voice))
        {
            throw new ArgumentException(
                $"flite's voice '{voice}' is not one of {string.Join(", ", UsualPitch.Keys)}", nameof(voice));
        }

        _voice = voice;
    }

    /// <inheritdoc />
    public string Name => $"flite {_voice}";

    /// <inheritdoc />
    /// <exception cref="SpeechProgramException">flite is missing or failed.</exception>
    public async ValueTask<float[]> SpeakAsync(string text, SpeakingManner manner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manner);
        var stretch = (1 / manner.Rate).ToString("0.###", CultureInfo.InvariantCulture);
        var arguments = new List<string>
        {
            "-voice", _voice, "--setf", $"duration_stretch={stretch}",
        };
        if (manner.Pitch != 1)
        {
            var pitch = (UsualPitch[_voice] * manner.Pitch).ToString("0.#", CultureInfo.InvariantCulture);
            arguments.AddRange(["--setf", $"int_f0_target_mean={pitch}"]);
        }

        arguments.AddRange(["-t", LetterNames.WriteOut(text), "-o", "/dev/stdout"]);
        var (samples, rate) = await SpeechProgram.RunAsync("flite", arguments, cancellationToken).ConfigureAwait(false);
        return rate == SpeechCorpus.SampleRate ? samples : Resampler.Resample(samples, rate, SpeechCorpus.SampleRate);
    }
}
