using System.Globalization;
using System.Security;
using MinMo.Audio.Resampling;

namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>One accent of espeak-ng in one of its voice variants. A formant synthesizer: clear, but not natural.</summary>
/// <param name="accent">A voice of espeak-ng, e.g. <c>en-gb-scotland</c>.</param>
/// <param name="variant">A variant, e.g. <c>f2</c>.</param>
public sealed class EspeakSpeaker(string accent, string variant) : ISpeaker
{
    private const int UsualWordsPerMinute = 165;
    private const int SlowestWordsPerMinute = 80;
    private const int FastestWordsPerMinute = 260;
    private const int UsualPitch = 50;
    private const int HighestSetting = 99;

    /// <inheritdoc />
    public string Name => $"espeak {accent}+{variant}";

    /// <inheritdoc />
    /// <exception cref="SpeechProgramException">espeak-ng is missing or failed.</exception>
    public async ValueTask<float[]> SpeakAsync(string text, SpeakingManner manner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manner);
        var speed = Math.Clamp((int)(UsualWordsPerMinute * manner.Rate), SlowestWordsPerMinute, FastestWordsPerMinute);
        string[] arguments =
        [
            "--stdout", "-v", $"{accent}+{variant}",
            "-s", Text(speed),
            "-p", Text(Math.Clamp((int)(UsualPitch * manner.Pitch), 0, HighestSetting)),
            "-m", "--", Markup(LetterNames.WriteOut(text), manner.Melody),
        ];
        var (samples, rate) = await SpeechProgram.RunAsync("espeak-ng", arguments, cancellationToken).ConfigureAwait(false);
        return Resampler.Resample(samples, rate, SpeechCorpus.SampleRate);
    }

    private static string Markup(string text, double melody)
        => $"<prosody range=\"{Text((int)(100 * melody))}%\">{SecurityElement.Escape(text)}</prosody>";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
