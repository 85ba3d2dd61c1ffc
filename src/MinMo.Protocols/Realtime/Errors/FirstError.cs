namespace MinMo.Protocols.Realtime.Errors;

/// <summary>Keeps the first mistake found in an event.</summary>
internal sealed class FirstError
{
    public ProtocolError? Found { get; private set; }

    /// <summary>The event's own id, once it is known; every error carries it.</summary>
    public string? EventId { get; set; }

    public void Add(string code, string message, string? param)
        => Found ??= ProtocolError.Invalid(code, message, param, EventId);
}
