using MinMo.Abstractions.Calls;
using MinMo.Audio.Samples;
using MinMo.Cli.Talk;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Calls;

/// <summary>One turn of a held-out caller, ready to be played.</summary>
/// <param name="Recording">At 16 kHz.</param>
/// <param name="Text">What is said, hesitations included.</param>
/// <param name="Onset">Where speech begins in the recording.</param>
/// <param name="End">Where it ends.</param>
internal sealed record SpokenTurn(TalkRecording Recording, string Text, TimeSpan Onset, TimeSpan End)
{
    /// <summary>Lets a held-out caller say it.</summary>
    /// <exception cref="Training.Corpora.Speech.Speakers.SpeechProgramException">espeak-ng or flite is missing.</exception>
    public static async Task<SpokenTurn> SayAsync(
        HeldOutCallers callers, CallerRequest request, CancellationToken cancellationToken)
    {
        var (said, samples) = await callers.SpeakAsync(request, cancellationToken);
        return new SpokenTurn(
            new TalkRecording(said.Text, Pcm.ToInt16(samples), null), said.Text, Time(said.SpeechStart), Time(said.SpeechEnd));
    }

    private static TimeSpan Time(int samples) => TimeSpan.FromSeconds((double)samples / CallPosition.RateHz);
}
