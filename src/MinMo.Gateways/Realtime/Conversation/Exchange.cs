using System.Globalization;
using MinMo.Abstractions.Streams;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>What one piece of work wants to be said, to the conversation and to the client, in order.</summary>
internal sealed class Exchange
{
    private readonly Queue<CallInput> _inputs = new();
    private readonly Queue<ServerEvent> _events = new();
    private long _eventNumber;

    public void Tell(CallInput input) => _inputs.Enqueue(input);

    public void Say(ServerEvent happened)
        => _events.Enqueue(happened with
        {
            EventId = string.Create(CultureInfo.InvariantCulture, $"event_{++_eventNumber:D6}"),
        });

    public void Refuse(string code, string message, string? param, string? eventId)
        => Say(new ErrorEvent(ProtocolError.Invalid(code, message, param, eventId)));

    public bool TryTakeInput(out CallInput? input) => _inputs.TryDequeue(out input);

    public bool TryTakeEvent(out ServerEvent? happened) => _events.TryDequeue(out happened);
}
