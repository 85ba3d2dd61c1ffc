using System.Text.Json.Serialization;

namespace MinMo.ClusterTrials.Failover;

/// <summary>What the loss of a worker cost.</summary>
/// <param name="Trial">kill or drain.</param>
/// <param name="Calls">Calls at once.</param>
/// <param name="Ended">Calls that ended before they were hung up.</param>
/// <param name="Moved">Calls that moved to another worker.</param>
/// <param name="SlowestMoveMs">From the signal to the last call that had moved.</param>
/// <param name="Turns">Turns the callers spoke.</param>
/// <param name="Understood">Turns of which every word was understood.</param>
/// <param name="Answered">Replies that were heard to their end.</param>
/// <param name="UnheardMs">Caller audio that no worker listened to, of all calls.</param>
/// <param name="LongestGapMs">Longest silence within a reply, of all calls.</param>
/// <param name="LongestGapOthersMs">The same, of the calls that did not move.</param>
/// <param name="LongestWaitMs">Longest silence between the decision to answer and the first sound.</param>
internal sealed record FailoverReport(
    string Trial, int Calls, int Ended, int Moved, int SlowestMoveMs, int Turns, int Understood, int Answered,
    int UnheardMs, int LongestGapMs, int LongestGapOthersMs, int LongestWaitMs)
{
    /// <summary>Whether nobody lost anything but time.</summary>
    public bool IsGood => Ended == 0 && Understood == Turns && Answered == Turns && UnheardMs == 0 && Moved > 0;

    public override string ToString() => $"""
        {Trial}: {Calls} calls, {Ended} ended, {Moved} moved to another worker (the last one {SlowestMoveMs} ms after the signal)
        caller: {Understood} of {Turns} turns understood word by word, {UnheardMs} ms of audio lost
        agent:  {Answered} of {Turns} replies heard to their end; longest gap in a reply {LongestGapMs} ms (calls that did
                not move: {LongestGapOthersMs} ms), longest wait for the first sound {LongestWaitMs} ms
        """;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailoverReport))]
internal sealed partial class FailoverReportContext : JsonSerializerContext;
