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
        var sound = vocoder.Step(
            mel, [.. pieces.Select((piece, row) => new VocoderChunk(piece.Utterance.Sound, frames[row], piece.Last))]);
        return [.. sound.Select(static samples => samples.data<float>().ToArray())];
    }
}
