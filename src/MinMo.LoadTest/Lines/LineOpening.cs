namespace MinMo.LoadTest.Lines;

/// <summary>What became of an attempt to call.</summary>
public abstract record LineOpening
{
    /// <summary>The call stands.</summary>
    /// <param name="Line">Its line; whoever takes it hangs up.</param>
    public sealed record Opened(ICallerLine Line) : LineOpening;

    /// <summary>The engine does not want the call.</summary>
    /// <param name="Reason">In its words, such as <c>server_full</c>.</param>
    /// <param name="RetryAfter">When asking again may help; null if it does not say.</param>
    public sealed record Refused(string Reason, TimeSpan? RetryAfter) : LineOpening;
}
