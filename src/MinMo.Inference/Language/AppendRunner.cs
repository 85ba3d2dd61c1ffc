using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Language;

/// <summary>
/// Dialogue into lanes, in the prompt format of the bundle, a slice at a time: a long prompt holds up nobody else for
/// more than a slice.
/// </summary>
internal sealed class AppendRunner(LaneDecoder decoder, PromptFormat format, LanePool pool, int sliceTokens)
    : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        var lane = pool.Open(place: 0);
        var tokens = format.Write([PromptSegment.OpenReply("Hello.")], atBegin: true).Tokens;
        decoder.Append(lane, tokens, foresee: true);
        pool.Close(place: 0);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            if (TryBegin(work))
            {
                Advance(work, (Prompting)work.Progress!);
            }
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var step = (AppendStep)work.Step;
        if (LaneRules.Find(work, step.Lane, step.At) is not { } lane)
        {
            return false;
        }

        var prompt = format.Write(step.Segments, atBegin: step.At.Tokens == 0);
        if (step.At.Tokens + prompt.Tokens.Length > lane.Length + lane.Room)
        {
            work.Refuse(
                $"{prompt.Tokens.Length} tokens at {step.At.Tokens} do not fit the lane of "
                + $"{lane.Length + lane.Room}; begin a new one from a shorter history");
            return false;
        }

        lane.TruncateTo(step.At.Tokens);
        work.Progress = new Prompting(lane, prompt);
        return true;
    }

    private void Advance(StepWork work, Prompting prompting)
    {
        var (lane, prompt) = (prompting.Lane, prompting.Prompt);
        var count = Math.Min(sliceTokens, prompt.Tokens.Length - prompting.Done);
        if (count > 0)
        {
            var last = prompting.Done + count == prompt.Tokens.Length;
            decoder.Append(lane, prompt.Tokens.AsMemory(prompting.Done, count), foresee: last && prompt.ReplyOffset is not null);
            prompting.Done += count;
        }

        if (prompting.Done == prompt.Tokens.Length)
        {
            MarkReply(lane, ((AppendStep)work.Step).At.Tokens, prompt);
            work.Result = new AppendResult(new LanePosition(lane.Length));
        }
    }

    private static void MarkReply(Lane lane, int begin, Prompt prompt)
    {
        if (prompt.ReplyOffset is { } offset)
        {
            lane.BeginReply(begin + offset);
        }
        else if (prompt.Tokens.Length > 0)
        {
            lane.EndReply();
        }
    }

    /// <summary>How far a step has come.</summary>
    private sealed class Prompting(Lane lane, Prompt prompt)
    {
        public Lane Lane { get; } = lane;

        public Prompt Prompt { get; } = prompt;

        public int Done { get; set; }
    }
}
