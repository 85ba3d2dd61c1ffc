using System.Text;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Realtime.Audio;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>Tells the client one reply, from <c>response.created</c> to exactly one <c>response.done</c>, and keeps
/// the account of what of it was heard.</summary>
internal sealed class ReplyNarration
{
    // The contract asks for a report every 100 ms; ticks come every 20 ms.
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(80);

    private readonly SessionState _state;
    private readonly ReplyStarted _start;
    private readonly ReplyTicket _ticket;
    private readonly StringBuilder _text = new();
    private AgentAudio? _encoder;
    private ReplyPlayout? _playout;
    private TimeSpan _sinceReport;
    private bool _contentDone;
    private bool _drainedTold;

    public ReplyNarration(SessionState state, ReplyStarted start)
    {
        _state = state;
        _start = start;
        _ticket = start.Metadata is { } text && ReplyTicket.Read(text) is { } ticket
            ? ticket
            : ReplyTicket.Of(state.Configuration);
    }

    public ReplyId Id => _start.Reply;

    public string ItemId => _start.Item.Value;

    /// <summary>Whether time must pass for it.</summary>
    public bool Plays => _playout is { Drained: false };

    public void Begin()
    {
        var item = Item("in_progress", []);
        Say(new ResponseCreatedEvent(Response("in_progress", null, [])));
        Say(new OutputItemAddedEvent(item) { ResponseId = Id.Value });
        Say(new ItemAddedEvent(item, _start.Previous?.Value));
        var part = _ticket.Spoken ? ResponsePart.Audio("") : ResponsePart.Written("");
        Say(new ContentPartAddedEvent(part) { ResponseId = Id.Value, ItemId = ItemId });
    }

    public void AddText(string text)
    {
        _text.Append(text);
        Say(_ticket.Spoken
            ? new TranscriptDeltaEvent(text) { ResponseId = Id.Value, ItemId = ItemId }
            : new OutputTextDeltaEvent(text) { ResponseId = Id.Value, ItemId = ItemId });
    }

    public void AddAudio(AudioProduced audio)
    {
        _encoder ??= new AgentAudio(_ticket.Format, audio.RateHz);
        _playout ??= new ReplyPlayout(audio.RateHz, _state.Lead);
        _playout.Add(audio.Samples);
        SendDue();
    }

    public void EndAudio()
    {
        _playout?.End();
        SendDue();
    }

    /// <summary>The caller may be claiming the floor: hold what was not sent. A client that opted in holds its player
    /// as well, others play on what they have.</summary>
    public void Pause() => Hold(held: true, "paused");

    public void Resume()
    {
        Hold(held: false, "resumed");
        SendDue();
    }

    public void Flush()
    {
        _playout?.Flush();
        SayPlayout("flushed");
        Report();
    }

    /// <summary>Time passes at the client.</summary>
    public void Advance(TimeSpan elapsed)
    {
        if (_playout is not { } playout)
        {
            return;
        }

        bool silent = playout.Played == 0;
        playout.Advance(elapsed);
        SendDue();
        _sinceReport += elapsed;
        if (_sinceReport >= ReportEvery || (silent && playout.Played > 0) || (playout.Drained && !_drainedTold))
        {
            Report();
        }
    }

    /// <summary>The reply is over.</summary>
    public void End(ReplyEnded ended)
    {
        FinishContent();
        bool complete = ended.Outcome == ReplyOutcome.Completed;
        string words = complete ? _text.ToString() : ended.Heard;
        var item = Item(
            complete ? "completed" : "incomplete",
            [_ticket.Spoken ? new OutputAudioPart(words) : new OutputTextPart(words)]);
        _state.Items.Put(item);
        Say(new ItemDoneEvent(item, _start.Previous?.Value));
        Say(new OutputItemDoneEvent(item) { ResponseId = Id.Value });
        var (status, details) = StatusOf(ended.Outcome);
        Say(new ResponseDoneEvent(Response(status, details, [item])));
    }

    private static (string Status, StatusDetails? Details) StatusOf(ReplyOutcome outcome) => outcome switch
    {
        ReplyOutcome.Completed => ("completed", null),
        ReplyOutcome.LengthLimited => ("incomplete", new StatusDetails("incomplete", "max_output_tokens")),
        ReplyOutcome.Cancelled => ("cancelled", new StatusDetails("cancelled", "client_cancelled")),
        ReplyOutcome.Abandoned
            => ("failed", new StatusDetails("failed", null, new StatusError("server_error", "call_ended"))),
        _ => ("cancelled", new StatusDetails("cancelled", "turn_detected")),
    };

    private void Hold(bool held, string state)
    {
        if (_playout is { } playout)
        {
            playout.SendingHeld = held;
            playout.ClientHolds = held && _state.Configuration.WantsVendorEvents;
        }

        SayPlayout(state);
        Report();
    }

    private void SendDue()
    {
        if (_playout is not { } playout || _encoder is not { } encoder)
        {
            return;
        }

        while (playout.TryTakeDue(out var piece))
        {
            SendAudio(encoder.Encode(piece.Span));
        }

        if (playout.AllSent && !_contentDone)
        {
            SendAudio(encoder.Finish());
            FinishContent();
        }
    }

    private void SendAudio(byte[] audio)
    {
        if (audio.Length > 0)
        {
            _state.Audible = true;
            Say(new AudioDeltaEvent(audio) { ResponseId = Id.Value, ItemId = ItemId });
        }
    }

    private void FinishContent()
    {
        if (_contentDone)
        {
            return;
        }

        _contentDone = true;
        string text = _text.ToString();
        if (_ticket.Spoken)
        {
            Say(new AudioDoneEvent { ResponseId = Id.Value, ItemId = ItemId });
            Say(new TranscriptDoneEvent(text) { ResponseId = Id.Value, ItemId = ItemId });
        }
        else
        {
            Say(new OutputTextDoneEvent(text) { ResponseId = Id.Value, ItemId = ItemId });
        }

        var part = _ticket.Spoken ? ResponsePart.Audio(text) : ResponsePart.Written(text);
        Say(new ContentPartDoneEvent(part) { ResponseId = Id.Value, ItemId = ItemId });
    }

    private void Report()
    {
        if (_playout is { } playout && !_drainedTold)
        {
            _sinceReport = TimeSpan.Zero;
            _drainedTold = playout.Drained;
            _state.Exchange.Tell(new PlayoutReported(Id, playout.Played, playout.Drained));
        }
    }

    private void SayPlayout(string what)
    {
        if (_state.Configuration.WantsVendorEvents)
        {
            Say(new PlayoutEvent(Id.Value, ItemId, what));
        }
    }

    private void Say(ServerEvent happened) => _state.Exchange.Say(happened);

    private ConversationItem Item(string status, IReadOnlyList<ContentPart> content)
        => new() { Id = ItemId, Role = "assistant", Status = status, Content = content };

    private ResponseState Response(string status, StatusDetails? details, IReadOnlyList<ConversationItem> output) => new()
    {
        Id = Id.Value,
        Status = status,
        StatusDetails = details,
        Output = output,
        ConversationId = _state.ConversationId,
        OutputModalities = _ticket.Modalities,
        MaxOutputTokens = _ticket.Limit,
        Audio = new ResponseAudio(new ResponseVoice(_ticket.Format, _state.Configuration.Audio.Output.Voice)),
        Metadata = _ticket.Metadata,
    };
}
