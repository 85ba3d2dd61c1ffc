using MinMo.Abstractions.Streams;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;

namespace MinMo.Gateways.Realtime.Sessions;

/// <summary>What a session does one after the other.</summary>
internal abstract record SessionWork
{
    /// <summary>The client said something.</summary>
    public sealed record Command(ParseOutcome<ClientCommand> Arrived) : SessionWork;

    /// <summary>The conversation said something.</summary>
    public sealed record Output(CallOutput Said) : SessionWork;

    /// <summary>Time passed.</summary>
    public sealed record Tick : SessionWork
    {
        public static Tick Instance { get; } = new();
    }

    /// <summary>The conversation is to know that the gateway lives.</summary>
    public sealed record SignOfLife : SessionWork
    {
        public static SignOfLife Instance { get; } = new();
    }

    /// <summary>The session is over.</summary>
    public sealed record Over(SessionEnd End) : SessionWork;
}
