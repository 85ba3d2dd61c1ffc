using MinMo.Models.MelSpeech;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Whole utterances as mel frames, padded to the longest.</summary>
/// <param name="Mel">Normalised, <c>[b, bands, 2 t]</c>; silence behind an end.</param>
/// <param name="Inside">1 at an utterance's own frames, else 0, <c>[b, 1, 2 t]</c>.</param>
/// <param name="Tokens">Tokens of each utterance; t is the largest.</param>
internal sealed record MelBatch(Tensor Mel, Tensor Inside, int[] Tokens)
{
    /// <summary>Mel frames of one token.</summary>
    public const int FramesPerToken = 2;

    /// <summary>1 at an utterance's own tokens, else 0, <c>[b, 1, t]</c>.</summary>
    public Tensor TokensInside => Inside.slice(2, 0, Inside.shape[2], FramesPerToken);

    /// <summary>Tokens of a recording: the last one may be filled up with silence.</summary>
    public static int TokensOf(int samples, MelConfiguration sizes)
    {
        var perToken = FramesPerToken * sizes.HopSamples;
        return (samples + perToken - 1) / perToken;
    }

    /// <summary>Reads utterances.</summary>
    /// <param name="recordings">Whose.</param>
    /// <param name="utterances">Indices of its utterances.</param>
    /// <param name="mel">Makes the frames.</param>
    /// <param name="sizes">Those of <paramref name="mel"/>.</param>
    public static MelBatch Of(
        AgentRecordings recordings, IReadOnlyList<int> utterances, MelSpectrogram mel, MelConfiguration sizes)
    {
        int[] tokens = [.. utterances.Select(index => TokensOf(recordings.Utterances[index].SampleCount, sizes))];
        var frames = FramesPerToken * tokens.Max();
        var width = (frames * sizes.HopSamples) + (2 * sizes.EdgeSamples);
        var waves = new float[utterances.Count * width];
        for (var i = 0; i < utterances.Count; i++)
        {
            recordings.Copy(utterances[i], -sizes.EdgeSamples, waves.AsSpan(i * width, width));
        }

        var ends = tensor([.. tokens.Select(static count => FramesPerToken * (long)count)]).view(-1, 1, 1);
        var inside = (arange(frames).view(1, 1, -1) < ends).to(ScalarType.Float32);
        return new MelBatch(mel.Frames(tensor(waves, [utterances.Count, width])), inside, tokens);
    }
}
