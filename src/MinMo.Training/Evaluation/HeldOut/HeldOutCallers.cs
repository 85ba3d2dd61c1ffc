using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Evaluation.HeldOut;

/// <summary>The voices that are never trained on, made while measuring: two of espeak-ng and flite's rms.</summary>
/// <param name="seed">Of rates, pitches, silences and noise; the same seed says the same things the same way.</param>
public sealed class HeldOutCallers(int seed)
{
    private const double NoiseDecibels = 25;

    /// <summary>Names of the voices; the last is flite's.</summary>
    public static IReadOnlyList<string> Voices { get; } = [.. CallerVoices.HeldOut.Select(static voice => voice.Name)];

    /// <summary>Says a sentence with 0.1 to 1 s of silence before and after it.</summary>
    /// <exception cref="SpeechProgramException">espeak-ng or flite is missing.</exception>
    public async ValueTask<SpokenUtterance> SpeakAsync(CallerRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var ofCall = new Random(CorpusSeed.Derive(seed, request.Number));
        var delivery = new CallerDelivery(
            CallerVoices.HeldOut[request.Voice], CallerVoices.DrawMildManner(ofCall), Formants: 1, request.Pauses);
        var sentence = new CallerSentence(request.Text, string.Empty, string.Empty, HeldOut: true);
        var ofTurn = new Random(CorpusSeed.Derive(ofCall.Next(), request.Text.Length));
        var clean = await new CallerRecording(sentence, delivery, HeldOutVoice: true)
            .SpeakAsync(ofTurn, cancellationToken).ConfigureAwait(false);
        return CallerRecording.Through(Channel(request.Sound, ofTurn), clean, ofTurn);
    }

    private static AcousticChannel Channel(CallerSound sound, Random random) => sound switch
    {
        CallerSound.Telephone => new AcousticChannel { Telephone = random.Next(2) == 0 ? "mu-law" : "a-law" },
        CallerSound.Noise => new AcousticChannel { SignalToNoise = NoiseDecibels },
        _ => new AcousticChannel(),
    };
}
