using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;
using MinMo.Models.Language;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>
/// Dialogue into lanes, in the prompt format of the bundle, a slice at a time: a long prompt holds up nobody else for
/// more than a slice.
/// </summary>
internal sealed class AppendRunner(
    LaneDecoder decoder, PromptFormat format, BytePairTokenizer tokenizer, LanePool pool, int sliceTokens)
    : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        var lane = pool.Open(place: 0);
        var tokens = format.Write([PromptSegment.OpenReply("Hello.")], atBegin: true)!.Tokens;
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

        if (format.Write(step.Segments, atBegin: step.At.Tokens == 0, work.Place as IHeardRows) is not { } prompt)
        {
            work.Refuse("what was heard is forgotten; give its words instead");
            return false;
        }

        if (step.At.Tokens + prompt.Tokens.Length > lane.Length + lane.Room)
        {
            work.Refuse(
                $"{prompt.Tokens.Length} tokens at {step.At.Tokens} do not fit the lane of "
                + $"{lane.Length + lane.Room}; begin a new one from a shorter history");
            return false;
        }

        lane.TruncateTo(step.At.Tokens);
        if (prompt.ReplyOffset is { } offset)
        {
            (work.Place as IReplyMemory)?.Forget(step.At.Tokens + offset);
        }

        work.Progress = new Prompting(lane, prompt);
        return true;
    }

    private void Advance(StepWork work, Prompting prompting)
    {
        var (lane, prompt) = (prompting.Lane, prompting.Prompt);
        var count = Math.Min(sliceTokens, prompt.Tokens.Length - prompting.Done);
        if (count > 0)
        {
            Append(work, prompting, prompting.Done..(prompting.Done + count));
            prompting.Done += count;
        }

        if (prompting.Done == prompt.Tokens.Length)
        {
            var begin = ((AppendStep)work.Step).At.Tokens;
            MarkReply(lane, begin, prompt);
            work.Result = new AppendResult(new LanePosition(lane.Length))
            {
                Reply = work.Place is IReplyMemory ? ReplyTokens(begin, prompt) : [],
            };
        }
    }

    private void Append(StepWork work, Prompting prompting, Range stretch)
    {
        var (lane, prompt) = (prompting.Lane, prompting.Prompt);
        var memory = work.Place as IReplyMemory;
        var foresees = prompt.ReplyOffset is { } offset && (memory is not null ? stretch.End.Value >= offset : stretch.End.Value == prompt.Tokens.Length);
        var demand = foresees ? RowDemand.LastLogits : RowDemand.None;
        var before = memory is not null && lane.Foreseen ? decoder.Hidden(lane).ToArray() : null;
        var begin = lane.Length - stretch.Start.Value;
        var outputs = decoder.Append(
            lane, prompt, stretch, memory is not null && foresees ? demand | RowDemand.HiddenStates : demand);
        if (memory is not null && foresees)
        {
            Remember(memory, begin, prompt, stretch, before, outputs.HiddenStates(0));
        }
    }

    // The hidden state before a token of the reply is the one that would have foreseen it.
    private static void Remember(
        IReplyMemory memory, int begin, Prompt prompt, Range stretch, float[]? before, ReadOnlySpan<float> hidden)
    {
        var width = hidden.Length / (stretch.End.Value - stretch.Start.Value);
        for (var index = Math.Max(stretch.Start.Value, prompt.ReplyOffset!.Value); index < stretch.End.Value; index++)
        {
            if (index > stretch.Start.Value)
            {
                memory.Keep(begin + index, prompt.Tokens[index], hidden.Slice((index - stretch.Start.Value - 1) * width, width));
            }
            else if (before is not null)
            {
                memory.Keep(begin + index, prompt.Tokens[index], before);
            }
        }
    }

    private ReplyToken[] ReplyTokens(int begin, Prompt prompt)
    {
        if (prompt.ReplyOffset is not { } offset)
        {
            return [];
        }

        var text = new ReplyText(tokenizer, format, []);
        return [.. prompt.Tokens.Skip(offset).Select((token, index) => new ReplyToken(
            new LanePosition(begin + offset + index + 1), text.Add(token)))];
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
