using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.FlowMatching;
using MinMo.Models.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>Speech tokens to sound, several calls at once: mel frames as far as the look-ahead allows, then samples as far
/// as windows have come; both go on exactly where the piece before stopped.</summary>
internal sealed class RenderRunner(MelDecoder decoder, SpectralVocoder vocoder) : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        using var utterance = new Utterance();
        Render([(utterance, new int[8], false)]);
        Render([(utterance, new int[7], true)]);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var works = new List<(StepWork Work, SpokenBlock Block)>(batch.Count);
        var pieces = new List<(Utterance Utterance, int[] Tokens, bool Last)>(batch.Count);
        foreach (var work in batch)
        {
            var id = ((RenderStep)work.Step).Block;
            if (((MinmoPlace)work.Place).Mouth.Find(id) is not { } block)
            {
                work.Refuse($"there is no block {id.Value} to render; it has ended or was hushed");
                continue;
            }

            var (tokens, last) = block.Next();
            works.Add((work, block));
            pieces.Add((block.Utterance, tokens, last));
        }

        if (works.Count > 0)
        {
            var samples = Render(pieces);
            for (var index = 0; index < works.Count; index++)
            {
                Finish(works[index].Work, works[index].Block, pieces[index].Tokens.Length, samples[index]);
            }
        }
    }

    private static void Finish(StepWork work, SpokenBlock block, int tokens, float[] samples)
    {
        block.Take(tokens);
        if (block.Ended)
        {
            ((MinmoPlace)work.Place).Mouth.Remove(((RenderStep)work.Step).Block);
        }

        var pcm = new short[samples.Length];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = (short)Math.Clamp(samples[index] * block.Gain * 32_767f, short.MinValue, short.MaxValue);
        }

        work.Result = new RenderResult(pcm, block.Ended);
    }

    private float[][] Render(List<(Utterance Utterance, int[] Tokens, bool Last)> pieces)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        MakeFrames(pieces.FindAll(static piece => piece.Utterance.Unheard.IsEmpty));
        Tensor[] mels = [.. pieces.Select(static piece => piece.Utterance.Unheard.Paced(piece.Last))]; // [bands, m] each
        var sound = vocoder.Step(
            Batch(mels), [.. pieces.Select((piece, row) => new VocoderChunk(piece.Utterance.Sound, (int)mels[row].shape[1], piece.Last))]);
        float[][] samples = [.. sound.Select(static samples => samples.data<float>().ToArray())];
        pieces.ForEach(static piece => piece.Utterance.Unheard.Heard());
        return samples;
    }

    // Not of utterances whose frames wait since a step that failed behind this.
    private void MakeFrames(List<(Utterance Utterance, int[] Tokens, bool Last)> pieces)
    {
        if (pieces.Count == 0)
        {
            return;
        }

        var longest = Math.Max(1, pieces.Max(static piece => piece.Tokens.Length));
        var ids = new long[pieces.Count * longest];
        for (var row = 0; row < pieces.Count; row++)
        {
            for (var index = 0; index < pieces[row].Tokens.Length; index++)
            {
                ids[(row * longest) + index] = pieces[row].Tokens[index];
            }
        }

        var (mel, frames) = decoder.Step(
            tensor(ids, [pieces.Count, longest]),
            [.. pieces.Select(static piece => new MelDecoderChunk(piece.Utterance.Mel, piece.Tokens.Length, piece.Last))]);
        for (var row = 0; row < pieces.Count; row++)
        {
            pieces[row].Utterance.Unheard.Add(mel[row].narrow(1, 0, frames[row]));
        }
    }

    /// <returns><c>[b, bands, m]</c>, zeros behind the shorter ones; at least one frame.</returns>
    private static Tensor Batch(Tensor[] mels)
    {
        var longest = Math.Max(1, mels.Max(static mel => mel.shape[1]));
        return stack([.. mels.Select(mel => mel.shape[1] == longest ? mel : nn.functional.pad(mel, [0, longest - mel.shape[1]]))]);
    }
}
