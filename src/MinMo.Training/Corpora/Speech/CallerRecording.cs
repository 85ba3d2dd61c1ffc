using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech;

/// <summary>A caller's sentence on its way to an utterance.</summary>
/// <param name="Sentence">What.</param>
/// <param name="Delivery">By whom and how.</param>
/// <param name="HeldOutVoice">The voice is never trained on.</param>
internal sealed record CallerRecording(CallerSentence Sentence, CallerDelivery Delivery, bool HeldOutVoice)
{
    private const double ShortestSilence = 0.1;
    private const double LongestSilence = 1;

    /// <summary>Speaks it, with silence around, through a channel.</summary>
    internal async ValueTask<SpokenUtterance> MakeAsync(
        AcousticChannel channel, Random random, CancellationToken cancellationToken)
        => Through(channel, await SpeakAsync(random, cancellationToken).ConfigureAwait(false), random);

    /// <summary>Speaks it, with silence around, clean.</summary>
    internal async ValueTask<SpokenUtterance> SpeakAsync(Random random, CancellationToken cancellationToken)
    {
        var (text, speech, pauses) = await Delivery.SpeakAsync(Sentence.Text, random, cancellationToken).ConfigureAwait(false);
        var before = Silence(random);
        var samples = new float[before + speech.Length + Silence(random)];
        speech.CopyTo(samples, before);
        var description = new Utterance
        {
            Text = text,
            Speaker = Delivery.Name,
            Skill = Sentence.Skill,
            HeldOutPhrasing = Sentence.HeldOut,
            HeldOutVoice = HeldOutVoice,
            SpeechStart = before,
            SpeechEnd = before + speech.Length,
            Pauses = [.. pauses.Select(pause => pause with { Start = pause.Start + before })],
        };
        return new SpokenUtterance(description, samples);
    }

    /// <summary>The same words through a channel.</summary>
    internal static SpokenUtterance Through(AcousticChannel channel, SpokenUtterance clean, Random random)
    {
        var (description, samples) = clean;
        return new SpokenUtterance(
            description with { Channel = channel.ToString() },
            channel.Apply(samples, description.SpeechStart, description.SpeechEnd, random));
    }

    private static int Silence(Random random)
        => (int)((ShortestSilence + ((LongestSilence - ShortestSilence) * random.NextDouble())) * SpeechCorpus.SampleRate);
}
