using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.CosyVoice.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>Speech tokens to sound, several calls at once, a mask chunk of each a slice.</summary>
internal sealed class RenderRunner(TokenVoiceModels models) : IStepRunner
{
    private const float FullScale = 32_767;

    /// <inheritdoc />
    public void WarmUp()
    {
        using var reply = models.Begin(models.Tokenizer, seed: 0);
        reply.Frames.Append([0, 0, 0, 0]);
        reply.Frames.Complete();
        Render([reply]);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var works = new List<(StepWork Work, SoundBlock Block)>(batch.Count);
        foreach (var work in batch)
        {
            var id = ((RenderStep)work.Step).Block;
            if (((TokenVoicePlace)work.Place).Speaking.Find(id) is { } block)
            {
                works.Add((work, block));
            }
            else
            {
                work.Refuse($"there is no block {id.Value} to render; it has ended or was hushed");
            }
        }

        SpokenReply[] ready = [.. works.Where(static work => !work.Block.Ended).Select(static work => work.Block.Reply)];
        var rendered = Render(ready);
        foreach (var (work, block) in works)
        {
            Finish(work, block, Array.IndexOf(ready, block.Reply) is >= 0 and var at ? rendered[at] : []);
        }
    }

    private static void Finish(StepWork work, SoundBlock block, float[] samples)
    {
        if (block.Ended)
        {
            ((TokenVoicePlace)work.Place).Speaking.Remove(((RenderStep)work.Step).Block);
        }

        var pcm = Array.ConvertAll(
            samples, sample => (short)Math.Clamp(sample * block.Gain * FullScale, short.MinValue, short.MaxValue));
        work.Result = new RenderResult(pcm, block.Ended);
    }

    private float[][] Render(SpokenReply[] replies)
    {
        if (replies.Length == 0)
        {
            return [];
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        MakeFrames(replies);
        Tensor[] paced = [.. replies.Select(static reply => reply.Unheard.Paced(reply.Frames.IsFinished))]; // [bands, n] each
        int[] heard = [.. Enumerable.Range(0, replies.Length)
            .Where(i => paced[i].shape[1] > 0 || replies[i].Frames.IsFinished)]; // others are still in their prompt
        var waves = models.Vocoder.Step(
            [.. heard.Select(i => new HiftChunk(replies[i].Sound, paced[i], replies[i].Frames.IsFinished))]);
        var sound = Array.ConvertAll(replies, static _ => Array.Empty<float>());
        for (var i = 0; i < heard.Length; i++)
        {
            sound[heard[i]] = waves[i].data<float>().ToArray();
        }

        Array.ForEach(replies, static reply => reply.Unheard.Heard());
        return sound;
    }

    // Not of replies whose frames wait since a step that failed behind this.
    private void MakeFrames(SpokenReply[] replies)
    {
        SpokenReply[] due = [.. replies.Where(static reply => reply.Unheard.IsEmpty)];
        if (due.Length == 0)
        {
            return;
        }

        var frames = models.Flow.Step([.. due.Select(static reply => reply.Frames)]); // [bands, m] each
        for (var i = 0; i < due.Length; i++)
        {
            due[i].Unheard.Add(frames[i]);
        }
    }
}
