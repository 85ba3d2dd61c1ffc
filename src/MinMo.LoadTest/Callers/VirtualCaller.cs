using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Network;

namespace MinMo.LoadTest.Callers;

/// <summary>One caller on one line, in real time: every 20 ms a packet is played, a packet is sent.</summary>
internal sealed class VirtualCaller(ICallerLine line, CallerScript script, TimeProvider time)
{
    private readonly List<CallMoment> _moments = [];
    private readonly CallerMicrophone _microphone = new();
    private TimeSpan _now;
    private int _late;
    private int _packets;
    private string? _broken;

    /// <summary>Plays the dialogue to its end.</summary>
    /// <param name="leaving">Cancelled: the caller begins nothing new, waits for the answer, and hangs up.</param>
    /// <param name="cancellationToken">Hangs up at once.</param>
    /// <returns>What was seen; the caller of this knows the rest.</returns>
    public async Task<CallSight> PlayAsync(CancellationToken leaving, CancellationToken cancellationToken)
    {
        using var director = new DialogueDirector(script.Moves, script.Patience);
        var ear = new CallerEar(_moments);
        var path = new PacketPath(script.Network, script.Random);
        using var timer = new PeriodicTimer(Packet.Length, time);
        long began = time.GetTimestamp();
        while (!director.Finished && _broken is null && !cancellationToken.IsCancellationRequested)
        {
            director.Leaving = leaving.IsCancellationRequested;
            Listen(ear);
            Act(director, ear);
            await SendAsync(path, cancellationToken);
            await KeepPaceAsync(timer, began, cancellationToken);
        }

        ear.Finish();
        _moments.AddRange(director.Skipped);
        return new CallSight(_now, _broken, _packets, _late, path.Lost, _moments);
    }

    private void Listen(CallerEar ear)
    {
        while (line.Events.TryRead(out var happened))
        {
            switch (happened)
            {
                case AudioJudged judged:
                    _moments.Add(new LagObserved(_now, _now - judged.Position));
                    break;
                case LineClosed closed:
                    _broken = closed.Reason;
                    break;
                default:
                    ear.Take(happened, _now);
                    break;
            }
        }

        ear.Play(_now);
    }

    private void Act(DialogueDirector director, CallerEar ear)
    {
        var view = new AgentView(ear.Busy, ear.Sounding, ear.ReplyHeardFrom, ear.SilentSince);
        if (director.Step(_now, view) is var (speech, role))
        {
            _microphone.Start(speech);
            _moments.Add(new CallerSpoke(_now + speech.Onset, _now + speech.End, role, speech.Words));
        }
    }

    private async Task SendAsync(PacketPath path, CancellationToken cancellationToken)
    {
        path.Push(_now, _microphone.Read());
        while (path.TryTake(_now, out var samples))
        {
            _packets++;
            try
            {
                await line.SendAsync(samples, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return; // the loop ends
            }
        }

        _now += Packet.Length;
    }

    // What was missed is made up for at once: the sample clock follows the wall clock without drift.
    private async Task KeepPaceAsync(PeriodicTimer timer, long began, CancellationToken cancellationToken)
    {
        var wall = time.GetElapsedTime(began);
        _late += wall - _now > Packet.Length ? 1 : 0;
        try
        {
            while (wall < _now && await timer.WaitForNextTickAsync(cancellationToken))
            {
                wall = time.GetElapsedTime(began);
            }
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }
    }
}
