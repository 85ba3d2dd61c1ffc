using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Errors;

/// <summary>What an <c>error</c> event tells the client. The session stays open.</summary>
public sealed record ProtocolError
{
    /// <summary>Class of the error: <c>invalid_request_error</c> or <c>server_error</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Machine-readable reason, one of <see cref="ErrorCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence for people that says what to do.</summary>
    public required string Message { get; init; }

    /// <summary>Path of the offending field, such as <c>session.audio.output.speed</c>; null if none is to blame.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Param { get; init; }

    /// <summary>The client's own <c>event_id</c> of the offending event, echoed; clients find their request by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EventId { get; init; }

    /// <summary>The client asked for something that cannot be.</summary>
    public static ProtocolError Invalid(string code, string message, string? param = null, string? eventId = null)
        => new() { Type = "invalid_request_error", Code = code, Message = message, Param = param, EventId = eventId };
}
