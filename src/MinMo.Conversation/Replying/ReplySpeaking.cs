using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>The sound of replies: clause by clause into the voice, chunk by chunk to the gateway. What is not decided yet
/// stays inside.</summary>
/// <param name="state">The call.</param>
/// <param name="advance">Starts whatever can go on.</param>
internal sealed class ReplySpeaking(CallState state, Action<Reply> advance)
{
    /// <summary>Audio produced ahead of the caller's ear: enough for a busy moment, little to throw away.</summary>
    private static readonly TimeSpan AudioAhead = TimeSpan.FromSeconds(1.5);

    private readonly CallContext _context = state.Context;

    /// <summary>Gives the voice the next clause or block.</summary>
    public void Speak(Reply reply)
    {
        bool waiting = reply.Audio.Clauses.Count(clause => !clause.Finished) >= 2;
        if (reply.Speaking is not null || waiting || _context.Place is not { } place)
        {
            return;
        }

        if (reply.Speech?.Next(state.Lane.Handle, reply.TextEnded) is { } next)
        {
            string text = reply.Text.ToString(next.TextStart, next.TextEnd - next.TextStart);
            Speak(reply, place, next.Block, new ReplyClause(text, next.TextStart));
        }
        else if (reply.Unspoken.TryDequeue(out var clause))
        {
            reply.AtVoice = clause;
            Speak(reply, place, new ClauseBlock(clause.Text.Trim()), clause);
        }
    }

    private void Speak(Reply reply, Admission.Granted place, VoiceBlock block, ReplyClause clause)
    {
        var step = new SpeakStep(
            place.Session, ReplyDeadlines.OfSpeech(reply, _context), !reply.Confirmed, block,
            reply.Voice ?? _context.Settings.Voice);
        reply.Speaking = _context.Run(step, result =>
        {
            var spoken = (SpeakResult)result;
            (reply.Speaking, reply.AtVoice) = (null, null);
            reply.Speech?.Spoken(spoken.Complete);
            reply.Audio.Add(new SpokenClause(clause, spoken.Block, spoken.Samples));
            advance(reply);
        });
    }

    /// <summary>Fetches the next sound, unless enough is ahead of the caller's ear.</summary>
    public void Render(Reply reply)
    {
        if (reply.Rendering is not null || reply.Audio.Ahead >= AudioAhead
            || reply.Audio.Unfinished is not { } clause || _context.Place is not { } place)
        {
            return;
        }

        var step = new RenderStep(
            place.Session, ReplyDeadlines.OfSound(reply, _context), !reply.Confirmed, clause.Block);
        reply.Rendering = _context.Run(step, result => Rendered(reply, clause, (RenderResult)result));
    }

    private void Rendered(Reply reply, SpokenClause clause, RenderResult rendered)
    {
        reply.Rendering = null;
        clause.Finished = rendered.Ended;
        var samples = rendered.Samples;
        if (samples.Length > 0)
        {
            reply.Audio.Append(clause, samples.Length);
            Deliver(reply, samples);
        }

        advance(reply);
    }

    private void Deliver(Reply reply, short[] samples)
    {
        if (reply.Confirmed)
        {
            Release(reply, samples);
        }
        else
        {
            reply.Held.Add(samples);
        }
    }

    /// <summary>Sends sound to the gateway.</summary>
    public void Release(Reply reply, short[] samples)
    {
        reply.FirstAudio ??= _context.Now;
        if (_context.Settings.CancelEcho)
        {
            state.Sound.Add(reply.Id, reply.Audio.RateHz, samples);
        }

        _context.Emit(new AudioProduced(_context.Now, reply.Id, reply.Audio.RateHz, samples));
    }
}
