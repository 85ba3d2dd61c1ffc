using MinMo.LoadTest.Callers;

namespace MinMo.LoadTest.Reports;

/// <summary>How many calls stood at once.</summary>
internal static class ActiveCalls
{
    /// <summary>Calls that stood at a time of the run.</summary>
    public static int At(IReadOnlyList<CallRecord> calls, TimeSpan time)
        => calls.Count(call => call.StartedAt <= time && time < call.StartedAt + call.Length);

    /// <summary>The largest number.</summary>
    public static int MostAtOnce(IReadOnlyList<CallRecord> calls)
        => calls.Count == 0 ? 0 : calls.Max(call => At(calls, call.StartedAt));
}
