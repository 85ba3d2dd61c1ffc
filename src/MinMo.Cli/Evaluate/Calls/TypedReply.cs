using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Speech;

namespace MinMo.Cli.Evaluate.Calls;

/// <summary>The answer to a typed turn.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Samples">Its sound, whole; empty of a written one.</param>
/// <param name="RateHz">Of the samples.</param>
internal sealed record TypedReply(string Text, short[] Samples, int RateHz)
{
    /// <summary>The sound at 16 kHz, full scale at 1.</summary>
    public float[] Sound()
    {
        var sound = Pcm.ToFloat(Samples);
        return RateHz == SpeechCorpus.SampleRate ? sound : Resampler.Resample(sound, RateHz, SpeechCorpus.SampleRate);
    }
}
