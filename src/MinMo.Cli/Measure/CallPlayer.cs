using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Plays recordings into calls of their own.</summary>
internal sealed class CallPlayer(ICallLines lines, TimeProvider time)
{
    /// <summary>Plays one call to its end, in lock step if its settings say so.</summary>
    /// <param name="recordings">The caller's side.</param>
    /// <param name="overlap">Whether recordings follow each other without waiting for the agent.</param>
    /// <param name="settings">The call's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<PlayedCall> PlayAsync(
        IReadOnlyList<TalkRecording> recordings, bool overlap, CallSettings settings, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, "measure", settings, cancellationToken);
        var events = new List<CallOutput>();
        var agent = new List<short>();
        var caller = new CallerTrack(recordings, overlap);
        var call = new TalkCall(line, caller, time, settings.LockStep)
        {
            Journal = new TalkJournal { ExpectsReplies = settings.Turns.CreateReply },
            Heard = events.Add,
            Recorded = (_, frame) => agent.AddRange(frame.Span),
        };
        await call.PlayAsync(cancellationToken);
        return new PlayedCall(call.Journal, events, caller.Starts, agent, call.Underruns);
    }
}
