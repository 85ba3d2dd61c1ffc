using MinMo.LoadTest.Speech;
using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Cli.Load;

/// <summary>Callers that espeak-ng speaks for, in a few accents.</summary>
internal sealed class SynthesizedVoices : ICallerVoice
{
    private static readonly EspeakSpeaker[] Callers =
    [
        new("en-us", "f2"), new("en-gb", "m3"), new("en-us", "m1"), new("en-gb-x-rp", "f3"),
    ];

    // The bystander is somebody else.
    private static readonly EspeakSpeaker Bystander = new("en-gb-scotland", "m2");

    /// <inheritdoc />
    /// <exception cref="SpeechProgramException">espeak-ng is missing or failed.</exception>
    public ValueTask<float[]> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        var speaker = request.Role == SpeechRole.Background ? Bystander : Callers[request.Voice % Callers.Length];
        return speaker.SpeakAsync(request.Text, SpeakingManner.Usual, cancellationToken);
    }
}
