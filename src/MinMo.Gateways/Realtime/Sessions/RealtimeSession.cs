using System.Net.WebSockets;
using System.Threading.Channels;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Realtime.Audio;
using MinMo.Gateways.Realtime.Conversation;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.Gateways.Realtime.Sessions;

/// <summary>One client on one socket, joined to one call. Everything it decides happens on one loop, so that a session
/// has one story; readers and writers only move bytes.</summary>
internal sealed partial class RealtimeSession
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(20);

    // The conversation takes a gateway that says nothing for 30 s for dead; a client may well be silent longer.
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(10);

    private readonly WebSocket _socket;
    private readonly ICallLine _line;
    private readonly SessionState _state;
    private readonly SessionSurroundings _around;
    private readonly CommandDesk _desk;
    private readonly OutputNarrator _narrator;
    private readonly PlayoutClock _clock;

    // Work of one session. When it is full the socket is not read and the conversation's stream waits.
    private readonly Channel<SessionWork> _work = Channel.CreateBounded<SessionWork>(
        new BoundedChannelOptions(64) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // A client that leaves this many events unread is cut off: what it would hear is of the past.
    private readonly Channel<byte[]> _outbox;
    private SessionEnd? _end;
    private bool _ticking;

    public RealtimeSession(WebSocket socket, ICallLine line, SessionState state, SessionSurroundings around)
    {
        _socket = socket;
        _line = line;
        _state = state;
        _around = around;
        _desk = new CommandDesk(state);
        _narrator = new OutputNarrator(state);
        _clock = new PlayoutClock(around.Time);
        _outbox = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(around.Options.SendQueueLength) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Runs until the client, the conversation or the server ends it; never throws for what they do.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // The pumps outlive the decision to end: a socket whose reading is cancelled cannot say goodbye any more.
        using var ending = new CancellationTokenSource();
        using var expiry = new CancellationTokenSource(_around.Options.LongestSession, _around.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, expiry.Token);
        await using var ticks = _around.Time.CreateTimer(
            _ => _work.Writer.TryWrite(SessionWork.Tick.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var signs = _around.Time.CreateTimer(
            _ => _work.Writer.TryWrite(SessionWork.SignOfLife.Instance), null, SignOfLifeEvery, SignOfLifeEvery);
        var sending = SendAsync(ending.Token);
        var receiving = ReceiveAsync(ending.Token);
        var forwarding = ForwardAsync(ending.Token);
        try
        {
            _state.Exchange.Say(new SessionCreatedEvent(_state.Configuration));
            await WorkAsync(ticks, stop.Token);
            await EndAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _end = stopping.IsCancellationRequested ? SessionEnd.ShuttingDown : SessionEnd.Expired;
            await EndAsync();
        }
        catch (Exception failure)
        {
            _end = SessionEnd.Failed;
            LogFailed(_state.Configuration.Id, failure);
        }

        await CloseAsync(sending, receiving);
        await ending.CancelAsync();
        await Task.WhenAll(receiving, forwarding, sending);
        LogEnded(_state.Configuration.Id, _end?.Reason ?? "");
    }

    /// <summary>Ends what was begun, so that the client is not left with half a reply.</summary>
    private async Task EndAsync()
    {
        _narrator.Abandon();
        if (_end == SessionEnd.Expired)
        {
            _state.Exchange.Refuse(
                ErrorCodes.SessionExpired,
                $"Your session hit the maximum duration of {_around.Options.LongestSession.TotalMinutes:F0} minutes.",
                null, null);
        }

        await DeliverAsync();
    }

    private async Task WorkAsync(ITimer ticks, CancellationToken cancellationToken)
    {
        await DeliverAsync();
        while (_end is null)
        {
            Do(await _work.Reader.ReadAsync(cancellationToken));
            await DeliverAsync();
            if (_ticking != _narrator.Plays)
            {
                _ticking = _narrator.Plays;
                ticks.Change(_ticking ? TickEvery : Timeout.InfiniteTimeSpan, _ticking ? TickEvery : Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Do(SessionWork work)
    {
        Pass();
        switch (work)
        {
            case SessionWork.Command { Arrived: var arrived }:
                _desk.Carry(arrived);
                Pass();
                break;
            case SessionWork.Output { Said: CallEnded ended }:
                _end = SessionEnd.CallEnded(ended.Reason);
                break;
            case SessionWork.Output { Said: CallSuspended }:
                _narrator.Abandon();
                break;
            case SessionWork.Output { Said: var output }:
                _narrator.Narrate(output);
                break;
            case SessionWork.SignOfLife:
                _state.Exchange.Tell(new AudioReceived(_state.Caller.End, []));
                break;
            case SessionWork.Over { End: var end }:
                _end = end;
                break;
        }
    }

    /// <summary>Lets time pass for the reply that is played.</summary>
    private void Pass()
    {
        if (_narrator.Plays)
        {
            _narrator.Advance(_clock.Elapse(_state.Caller.End));
        }
        else
        {
            _clock.Stop();
        }
    }

    private async Task DeliverAsync()
    {
        while (_state.Exchange.TryTakeEvent(out var happened))
        {
            if (!_outbox.Writer.TryWrite(RealtimeJson.Write(happened!)))
            {
                _end = SessionEnd.SlowReader;
                break;
            }
        }

        while (_state.Exchange.TryTakeInput(out var input))
        {
            await _line.SendAsync(input!);
        }
    }
}
