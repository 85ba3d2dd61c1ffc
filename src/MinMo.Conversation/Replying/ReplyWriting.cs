using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>The words of replies: prompt into the lane, a few tokens at a time.</summary>
/// <param name="state">The call.</param>
/// <param name="tools">What the model may call.</param>
/// <param name="advance">Starts whatever can go on.</param>
internal sealed class ReplyWriting(CallState state, ReplyTools tools, Action<Reply> advance)
{
    /// <summary>Tokens a think step decodes (paper section 3.2).</summary>
    private const int TokensPerStep = 5;

    /// <summary>Tokens thought for a reply that may never be needed.</summary>
    private const int SpeculativeTokens = 40;

    /// <summary>Clauses that may wait for the voice before thinking pauses.</summary>
    private const int WaitingClauses = 3;

    /// <summary>Tokens that may wait for a voice that reads them before thinking pauses: four blocks.</summary>
    private const int WaitingTokens = 20;

    private readonly CallContext _context = state.Context;

    /// <summary>Puts into the lane what is missing before the reply can be decoded.</summary>
    public void Prompt(Reply reply)
    {
        if (reply.Prompting is not null || _context.Place is not { } place || state.Lane.Busy || state.Lane.Swapping)
        {
            return;
        }

        if (reply.Instructions is not null)
        {
            state.Lane.Reset();
        }

        string instructions = reply.Instructions ?? _context.Settings.Instructions;
        var segments = state.Lane.Missing(state.Dialogue, instructions, reply.Tail);
        if (state.Lane.Overflows(segments, place.Engine, reply.Wording.MaximumTokens))
        {
            state.Lane.Compact(state.Dialogue, place.Engine.LaneLength);
            segments = state.Lane.Missing(state.Dialogue, instructions, reply.Tail);
        }

        var step = new AppendStep(
            place.Session, ReplyDeadlines.OfText(reply, _context), !reply.Confirmed, state.Lane.Handle, state.Lane.Base, segments);
        reply.Prompting = _context.Run(step, result =>
        {
            (reply.Prompted, reply.Prompting) = (true, null);
            reply.PromptEnd = ((AppendResult)result).End;
            reply.Fork ??= reply.Confirmed ? reply.PromptEnd : null;
            reply.SpeakFrom(((AppendResult)result).Reply);
            advance(reply);
        });
    }

    /// <summary>Decodes the next few tokens, unless what waits to be said is enough.</summary>
    public void Think(Reply reply)
    {
        int most = Math.Min(reply.Wording.MaximumTokens, reply.Confirmed ? int.MaxValue : SpeculativeTokens);
        if (reply.Thinking is not null || reply.TextEnded || AwaitsFirstSound(reply)
            || reply.Unspoken.Count >= WaitingClauses || reply.Speech is { Waiting: >= WaitingTokens }
            || reply.Tokens >= most || _context.Place is not { } place)
        {
            return;
        }

        int tokens = Math.Min(TokensPerStep, reply.Wording.MaximumTokens - reply.Tokens);
        var step = new ThinkStep(
            place.Session, ReplyDeadlines.OfText(reply, _context), !reply.Confirmed, state.Lane.Handle, tokens, reply.Wording);
        reply.Thinking = _context.Run(step, result => Thought(reply, (ThinkResult)result));
    }

    /// <summary>While the first clause is on its way to the voice, the rest of the text would only slow it down.</summary>
    private static bool AwaitsFirstSound(Reply reply)
        => reply.Audio.Produced == 0 && (reply.Speaking is not null || reply.Unspoken.Count > 0 || reply.Audio.Unfinished is not null);

    private void Thought(Reply reply, ThinkResult thought)
    {
        reply.Thinking = null;
        int before = reply.Text.Length;
        string? call = reply.Append(thought.Tokens);
        if (call is null)
        {
            EndText(reply, thought.End);
        }
        else if (!tools.Answer(reply, call, ReplyDeadlines.OfText(reply, _context), advance))
        {
            (reply.TextEnded, reply.Outcome) = (true, ReplyOutcome.LengthLimited);
        }

        Tell(reply, before);
        advance(reply);
    }

    private void Tell(Reply reply, int before)
    {
        string text = reply.Text.ToString(before, reply.Text.Length - before);
        if (reply.Confirmed && text.Length > 0)
        {
            _context.Emit(new ReplyTextProduced(_context.Now, reply.Id, text));
        }

        Queue(reply, reply.Clauses.Append(text));
        if (reply.TextEnded && reply.Clauses.Complete() is { } rest)
        {
            Queue(reply, [rest]);
        }
    }

    private static void EndText(Reply reply, ReplyEnd end)
    {
        bool goesOn = end is ReplyEnd.Open or ReplyEnd.ToolCalled;
        bool limited = reply.Tokens >= reply.Wording.MaximumTokens;
        if (goesOn && !limited)
        {
            return;
        }

        reply.TextEnded = true;
        reply.FinishText();
        if (goesOn || end == ReplyEnd.LaneFull)
        {
            reply.Outcome = ReplyOutcome.LengthLimited;
        }
    }

    private static void Queue(Reply reply, IReadOnlyList<ReplyClause> clauses)
    {
        foreach (var clause in clauses)
        {
            if (reply.Wording.Spoken && reply.Speech is null && !string.IsNullOrWhiteSpace(clause.Text))
            {
                reply.Unspoken.Enqueue(clause);
            }
        }
    }
}
