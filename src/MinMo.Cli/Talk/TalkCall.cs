using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Talk;

/// <summary>
/// Plays a call: caller audio in frames of 20 ms into the engine, the agent's audio out of it at the same pace. In
/// real time a timer sets the pace; in lock step each frame waits until the engine has dealt with the one before.
/// </summary>
internal sealed class TalkCall(ICallLine line, CallerTrack caller, TimeProvider time, bool lockStep)
{
    private const int CallerFrame = CallPosition.RateHz / 50;
    private const int AgentFrame = AgentEar.RateHz / 50;

    private static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(20);

    /// <summary>Silence at the end after which a call without an open turn is over: longer than any wait for one.</summary>
    private static readonly long LastSilence = CallPosition.SamplesIn(TimeSpan.FromSeconds(2.5));

    /// <summary>Longest time an agent may go on behind the caller's last sound.</summary>
    private static readonly long LongestTail = CallPosition.SamplesIn(TimeSpan.FromSeconds(60));

    private readonly AgentEar _ear = new();
    private CallPosition _now;
    private long _inputs;
    private long _silentSince;
    private long _lastSound;

    /// <summary>The turns.</summary>
    public TalkJournal Journal { get; init; } = new();

    /// <summary>Underruns in the agent's audio.</summary>
    public long Underruns => _ear.Underruns;

    /// <summary>Called before every frame with its position; what it returns is sent with the frame.</summary>
    public Func<CallPosition, CallInput?> Prompted { get; init; } = _ => null;

    /// <summary>Called with every event of the call, in order.</summary>
    public Action<CallOutput> Heard { get; init; } = _ => { };

    /// <summary>Called with every frame: caller at 16 kHz, agent at 24 kHz, 20 ms each.</summary>
    public Action<ReadOnlyMemory<short>, ReadOnlyMemory<short>> Recorded { get; init; } = (_, _) => { };

    /// <summary>The agent's own voice in the caller's microphone; null for none.</summary>
    public AgentEcho? Echo { get; init; }

    /// <summary>Plays the call to its end.</summary>
    /// <exception cref="TalkException">The call ended by itself.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(FrameLength, time);
        long began = time.GetTimestamp();
        while (!IsOver())
        {
            await PlayFrameAsync(cancellationToken);
            if (Journal.Ended is { } reason)
            {
                throw new TalkException($"The call ended: {reason}");
            }

            // A late timer is made up for at once: the sample clock follows the wall clock without drift.
            if (!lockStep && _now - CallPosition.Zero > time.GetElapsedTime(began))
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private async Task PlayFrameAsync(CancellationToken cancellationToken)
    {
        TakeWhatIsThere();
        if (Prompted(_now) is { } prompt)
        {
            await SendAsync(prompt, cancellationToken);
        }

        var callerFrame = new short[CallerFrame];
        var agentFrame = new short[AgentFrame];
        caller.Read(callerFrame, Journal.FloorIsFree && _ear.Silent);
        var from = _now;
        var report = _ear.Play(agentFrame, from);
        Echo?.Pass(agentFrame, callerFrame);
        foreach (var (reply, at) in _ear.FirstPlayed)
        {
            Journal.Played(reply, at);
        }

        Recorded(callerFrame, agentFrame);
        _now = new CallPosition(from.Samples + CallerFrame);
        Follow();
        await SendAsync(new AudioReceived(from, callerFrame), cancellationToken);
        if (report is not null)
        {
            await SendAsync(report, cancellationToken);
        }
    }

    private async Task SendAsync(CallInput input, CancellationToken cancellationToken)
    {
        await line.SendAsync(input);
        _inputs++;
        if (!lockStep)
        {
            return;
        }

        // Lock step: nothing goes on before all steps of this input are done.
        try
        {
            while (true)
            {
                var output = await line.Outputs.ReadAsync(cancellationToken);
                Take(output);
                if (output is InputSettled settled && settled.Inputs == _inputs || output is CallEnded)
                {
                    return;
                }
            }
        }
        catch (ChannelClosedException)
        {
            throw new TalkException("The call was cut off.");
        }
    }

    private void TakeWhatIsThere()
    {
        while (line.Outputs.TryRead(out var output))
        {
            Take(output);
        }
    }

    private void Take(CallOutput output)
    {
        _ear.Take(output);
        Journal.Take(output);
        Heard(output);
    }

    private void Follow()
    {
        if (caller.Sounding)
        {
            _lastSound = _now.Samples;
        }

        bool busy = caller.Sounding || !Journal.FloorIsFree || !_ear.Silent;
        _silentSince = busy ? _now.Samples : _silentSince;
    }

    private bool IsOver() => caller.Finished
        ? _now.Samples - _silentSince >= LastSilence || _now.Samples - _lastSound >= LongestTail
        : IsAbandoned();

    // The caller waits for an answer that does not come.
    private bool IsAbandoned() => !Journal.FloorIsFree && _ear.Silent && _now.Samples - _lastSound >= LongestTail;
}
