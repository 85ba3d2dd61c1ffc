using System.Runtime.InteropServices;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.LoadTest.Lines;

/// <summary>What the events of the Realtime protocol mean to a caller.</summary>
internal sealed class RealtimeReader
{
    // Ticks come many times a second; the lag moves slowly.
    private static readonly TimeSpan JudgedEvery = TimeSpan.FromMilliseconds(500);
    private TimeSpan _judged = -JudgedEvery;

    /// <returns>Null for what a caller does not notice.</returns>
    public LineEvent? Read(ServerEvent happened) => happened switch
    {
        ResponseCreatedEvent created => new ReplyStarted(created.Response.Id),
        AudioDeltaEvent audio => new ReplyAudio(audio.ResponseId, MemoryMarshal.Cast<byte, short>(audio.Delta.Span).ToArray()),
        AudioDoneEvent done => new ReplyAudioComplete(done.ResponseId),
        ResponseDoneEvent done => new ReplyFinished(done.Response.Id, EndingOf(done.Response)),
        PlayoutEvent { State: "paused" } => new PlayoutHeld(),
        PlayoutEvent { State: "resumed" } => new PlayoutResumed(),
        PlayoutEvent { State: "flushed" } => new PlayoutFlushed(),
        DuplexEvent judged => Judged(TimeSpan.FromMilliseconds(judged.AtMs)),
        _ => null,
    };

    private static ReplyEnding EndingOf(ResponseState response) => response.Status switch
    {
        "cancelled" => ReplyEnding.Interrupted,
        "failed" => ReplyEnding.Failed,
        _ => ReplyEnding.Completed,
    };

    private AudioJudged? Judged(TimeSpan position)
    {
        if (position - _judged < JudgedEvery)
        {
            return null;
        }

        _judged = position;
        return new AudioJudged(position);
    }
}
