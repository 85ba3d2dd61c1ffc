namespace MinMo.LoadTest.Callers;

/// <summary>The agent as the caller hears it.</summary>
/// <param name="Busy">Whether a reply is under way.</param>
/// <param name="Sounding">Whether it was heard within the last 300 ms.</param>
/// <param name="ReplyHeardFrom">First sound of the reply that was heard last; null before any.</param>
/// <param name="SilentSince">End of the last sound; zero before any.</param>
internal readonly record struct AgentView(bool Busy, bool Sounding, TimeSpan? ReplyHeardFrom, TimeSpan SilentSince);
