using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>Tells the client what the conversation says, in the order that clients know from the hosted service.</summary>
/// <remarks>When the caller interrupts, the conversation ends the reply first and opens the caller's turn then; clients
/// expect it the other way round (speech_started makes them fall silent), so the end of the reply waits for it.</remarks>
internal sealed class OutputNarrator(SessionState state)
{
    private readonly Exchange _exchange = state.Exchange;
    private readonly ItemNarrator _items = new(state);
    private readonly List<Action> _afterSpeechStarted = [];
    private ReplyNarration? _reply;

    /// <summary>Whether time must pass for a reply that is played.</summary>
    public bool Plays => _reply is { Plays: true };

    /// <summary>Time passes at the client.</summary>
    public void Advance(TimeSpan elapsed) => _reply?.Advance(elapsed);

    public void Narrate(CallOutput output)
    {
        if (output is SpeechStarted started)
        {
            _exchange.Say(new SpeechStartedEvent(started.Item.Value, Milliseconds(started.Onset)));
            TellWhatWaited();
        }
        else if (output is ReplyEnded { Outcome: ReplyOutcome.Interrupted or ReplyOutcome.TakenBack } ended)
        {
            _afterSpeechStarted.Add(() => End(ended));
        }
        else if (output is TurnReopened reopened && _afterSpeechStarted.Count > 0)
        {
            _afterSpeechStarted.Add(() => _items.Reopened(reopened));
        }
        else
        {
            TellWhatWaited();
            NarrateNow(output);
        }
    }

    /// <summary>The call is over without a word: a reply that was begun is ended, so that none stays open.</summary>
    public void Abandon()
    {
        TellWhatWaited();
        if (_reply is { } reply)
        {
            End(new ReplyEnded(
                default, reply.Id, new ItemId(reply.ItemId), ReplyOutcome.Abandoned, "", "", 0,
                new TurnLatency(null, null, null, null)));
        }
    }

    private void TellWhatWaited()
    {
        foreach (var tell in _afterSpeechStarted)
        {
            tell();
        }

        _afterSpeechStarted.Clear();
    }

    private void NarrateNow(CallOutput output)
    {
        switch (output)
        {
            case SpeechStopped stopped:
                _exchange.Say(new SpeechStoppedEvent(stopped.Item.Value, Milliseconds(stopped.At)));
                break;
            case TurnCommitted committed:
                _items.Committed(committed);
                break;
            case TurnReopened reopened:
                _items.Reopened(reopened);
                break;
            case DialogueChanged changed:
                _items.Changed(changed);
                break;
            case ItemTruncated truncated:
                _items.Truncated(truncated);
                break;
            case CommandRefused refused:
                Refuse(refused);
                break;
            case DuplexObserved or PauseJudged when state.Configuration.WantsVendorEvents:
                Observe(output);
                break;
            default:
                NarrateReply(output);
                break;
        }
    }

    private void NarrateReply(CallOutput output)
    {
        switch (output)
        {
            case ReplyStarted start:
                Abandon();
                _reply = new ReplyNarration(state, start);
                _reply.Begin();
                break;
            case ReplyTextProduced text when _reply?.Id == text.Reply:
                _reply.AddText(text.Text);
                break;
            case AudioProduced audio when _reply?.Id == audio.Reply:
                _reply.AddAudio(audio);
                break;
            case ReplyAudioEnded ended when _reply?.Id == ended.Reply:
                _reply.EndAudio();
                break;
            case ReplyEnded ended:
                End(ended);
                break;
            default:
                NarratePlayout(output);
                break;
        }
    }

    private void NarratePlayout(CallOutput output)
    {
        switch (output)
        {
            case PlayoutPaused paused when _reply?.Id == paused.Reply:
                _reply.Pause();
                break;
            case PlayoutResumed resumed when _reply?.Id == resumed.Reply:
                _reply.Resume();
                break;
            case PlayoutFlushed flushed when _reply?.Id == flushed.Reply:
                _reply.Flush();
                break;
        }
    }

    private void End(ReplyEnded ended)
    {
        if (_reply is not { } reply || reply.Id != ended.Reply)
        {
            return;
        }

        _reply = null;
        reply.End(ended);
        if (state.Configuration.WantsVendorEvents)
        {
            var latency = ended.Latency;
            _exchange.Say(new LatencyEvent(
                ended.Reply.Value, ended.Tokens, Milliseconds(latency.LastWord), Milliseconds(latency.Decided),
                Milliseconds(latency.FirstAudio), Milliseconds(latency.FirstPlayed)));
        }
    }

    private void Observe(CallOutput output)
    {
        switch (output)
        {
            case DuplexObserved seen:
                var (idle, hold, respond, yield) = seen.Evidence;
                _exchange.Say(new DuplexEvent(
                    Milliseconds(seen.At), NameOf(seen.Phase), seen.Speech, idle, hold, respond, yield));
                break;
            case PauseJudged judged:
                _exchange.Say(new PauseEvent(
                    Milliseconds(judged.At), judged.Text, judged.Complete, judged.StopMass,
                    (int)judged.Wait.TotalMilliseconds));
                break;
        }
    }

    private void Refuse(CommandRefused refused)
    {
        var (code, message, param) = refused.Problem switch
        {
            CommandProblem.ReplyInProgress => (
                ErrorCodes.ActiveResponse,
                $"Conversation already has an active response in progress: {_reply?.Id.Value}. "
                + "Wait until the response is finished before creating a new one.",
                null),

            // LiveKit tells this harmless race from other errors by the first words.
            CommandProblem.NoReplyInProgress => (
                ErrorCodes.NothingToCancel, "Cancellation failed: no active response found.", null),
            CommandProblem.NothingToCommit => (ErrorCodes.NothingToCommit, refused.Explanation, null),
            CommandProblem.UnknownItem => (ErrorCodes.UnknownItem, refused.Explanation, "item_id"),
            _ => (ErrorCodes.InvalidValue, refused.Explanation, (string?)"audio_end_ms"),
        };
        _exchange.Refuse(code, message, param, refused.CommandId);
    }

    private static string NameOf(TurnPhase phase) => phase switch
    {
        TurnPhase.Listening => "listening",
        TurnPhase.Hearing => "hearing",
        TurnPhase.Pausing => "pausing",
        TurnPhase.Thinking => "thinking",
        TurnPhase.Speaking => "speaking",
        TurnPhase.Suspecting => "suspecting",
        _ => "ended",
    };

    private static int Milliseconds(CallPosition position) => (int)position.Milliseconds;

    private static int? Milliseconds(CallPosition? position) => position is { } at ? Milliseconds(at) : null;
}
