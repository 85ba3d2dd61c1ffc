using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Language;

/// <summary>
/// Decodes replies, one token of every call a slice, so that a call joins or leaves the batch at any token. A lane
/// holds every token that was reported, the last one included; the token that ends a reply is not reported and not
/// held: closing the reply writes it.
/// </summary>
internal sealed class ThinkRunner(
    LaneDecoder decoder, PromptFormat format, BytePairTokenizer tokenizer, LanePool pool, float usualPenalty)
    : IStepRunner
{
    private readonly ReplySampler _sampler = new(usualPenalty);

    /// <inheritdoc />
    public void WarmUp()
    {
        var lanes = new List<Lane>();
        for (var place = 0; place < Math.Min(2, pool.Count); place++)
        {
            var lane = pool.Open(place);
            decoder.Append(lane, format.Write([PromptSegment.OpenReply("Hello.")], atBegin: true)!.Tokens, foresee: true);
            lanes.Add(lane);
        }

        // Alone and together: the shapes of both are prepared.
        decoder.Append([(lanes[0], lanes[0].Tokens[^1])]);
        decoder.Append([.. lanes.Select(static lane => (lane, lane.Tokens[^1]))]);
        for (var place = 0; place < lanes.Count; place++)
        {
            pool.Close(place);
        }
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var works = new List<StepWork>(batch.Count);
        foreach (var work in batch)
        {
            if (TryBegin(work))
            {
                works.Add(work);
            }
        }

        decoder.Foresee([.. works.Select(static work => ((Thinking)work.Progress!).Lane)]);
        var chosen = new List<(StepWork Work, int Token)>(works.Count);
        foreach (var work in works)
        {
            if (Choose(work) is { } token)
            {
                var lane = ((Thinking)work.Progress!).Lane;
                (work.Place as IReplyMemory)?.Keep(lane.Length, token, decoder.Hidden(lane));
                chosen.Add((work, token));
            }
        }

        if (chosen.Count > 0)
        {
            decoder.Append([.. chosen.Select(static choice => (((Thinking)choice.Work.Progress!).Lane, choice.Token))]);
            foreach (var (work, token) in chosen)
            {
                Report(work, token);
            }
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var step = (ThinkStep)work.Step;
        if (LaneRules.Find(work, step.Lane, default) is not { } lane)
        {
            return false;
        }

        if (lane.Length == 0 || step.MaximumTokens < 1)
        {
            work.Refuse("there is nothing to go on from: append a prompt and ask for at least one token");
            return false;
        }

        if (lane.ReplyStart is null)
        {
            lane.BeginReply(lane.Length);
            (work.Place as IReplyMemory)?.Forget(lane.Length);
        }

        work.Progress = new Thinking(lane, new ReplyText(tokenizer, format, ReplyOf(lane)), []);
        return true;
    }

    /// <returns>The next token; null when the step has ended instead.</returns>
    private int? Choose(StepWork work)
    {
        var step = (ThinkStep)work.Step;
        var thinking = (Thinking)work.Progress!;
        if (thinking.Lane.Room <= LaneRules.KeptFree)
        {
            End(work, thinking, ReplyEnd.LaneFull);
            return null;
        }

        var lane = thinking.Lane;
        var token = _sampler.Choose(decoder.Next(lane), ReplyOf(lane), step.Sampling, lane.Length);
        if (format.Ends(token))
        {
            End(work, thinking, ReplyEnd.Stopped);
            return null;
        }

        return token;
    }

    private static void Report(StepWork work, int token)
    {
        var thinking = (Thinking)work.Progress!;
        thinking.Tokens.Add(new ReplyToken(new LanePosition(thinking.Lane.Length), thinking.Text.Add(token)));
        if (thinking.Text.CallsTool)
        {
            End(work, thinking, ReplyEnd.ToolCalled);
        }
        else if (LoopGuard.Loops(ReplyOf(thinking.Lane)))
        {
            End(work, thinking, ReplyEnd.Looped);
        }
        else if (thinking.Tokens.Count == ((ThinkStep)work.Step).MaximumTokens)
        {
            End(work, thinking, ReplyEnd.Open);
        }
    }

    private static void End(StepWork work, Thinking thinking, ReplyEnd end)
        => work.Result = new ThinkResult([.. thinking.Tokens], end);

    private static ReadOnlySpan<int> ReplyOf(Lane lane) => lane.Tokens[lane.ReplyStart!.Value..];

    /// <summary>How far a step has come.</summary>
    private sealed record Thinking(Lane Lane, ReplyText Text, List<ReplyToken> Tokens);
}
