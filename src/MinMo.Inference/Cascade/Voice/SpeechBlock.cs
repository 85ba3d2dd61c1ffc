using MinMo.Models.Piper;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>A block of speech that is rendered piece by piece: one utterance a sentence.</summary>
internal sealed class SpeechBlock(IReadOnlyList<PiperUtterance> utterances)
{
    private int _current;

    /// <summary>Samples of the whole block.</summary>
    public long Samples => utterances.Sum(static utterance => (long)utterance.Samples);

    /// <summary>Whether everything was rendered.</summary>
    public bool Ended => _current == utterances.Count;

    /// <summary>Renders the next piece; empty when the block has ended.</summary>
    public short[] Render()
    {
        if (Ended)
        {
            return [];
        }

        var utterance = utterances[_current];
        var samples = utterance.ReadNextPcm();
        _current += utterance.Finished ? 1 : 0;
        return samples;
    }
}
