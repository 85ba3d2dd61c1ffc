using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;
using Orleans.Streams;

namespace MinMo.Grains.Tests;

/// <summary>
/// A gateway that drives a call in lock step: it sends a frame, waits until everything it caused has happened, and
/// plays as much of the reply as the frame is long.
/// </summary>
internal sealed class ScriptedGateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Guards the lists and the playout.
    private readonly Lock _lock = new();
    private readonly List<CallOutput> _outputs = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Reached)> _waits = [];
    private readonly IConversationGrain _conversation;
    private readonly IAsyncStream<CallInput> _input;
    private readonly CallId _call;
    private long _sent;
    private CallPosition _end;
    private ReplyId? _playing;
    private long _produced;
    private long _played;

    private ScriptedGateway(IClusterClient client, CallId call)
    {
        _call = call;
        _conversation = client.GetGrain<IConversationGrain>(call.Value);
        _input = client.GetStreamProvider(CallStreams.Provider)
            .GetStream<CallInput>(StreamId.Create(CallStreams.Input, call.Value));
    }

    public IReadOnlyList<CallOutput> Outputs
    {
        get
        {
            lock (_lock)
            {
                return [.. _outputs];
            }
        }
    }

    /// <summary>All audio received, as one text.</summary>
    public string Heard => ScriptedVoice.TextOf(
        [.. Outputs.OfType<AudioProduced>().SelectMany(audio => audio.Samples)], new EngineScript().SamplesPerCharacter);

    public static async Task<ScriptedGateway> ConnectAsync(IClusterClient client, CallId call)
    {
        var gateway = new ScriptedGateway(client, call);
        await client.GetStreamProvider(CallStreams.Provider)
            .GetStream<CallOutput>(StreamId.Create(CallStreams.Output, call.Value))
            .SubscribeAsync((output, _) => gateway.Receive(output));
        return gateway;
    }

    public Task<Admission> StartAsync(CallSettings? settings = null)
        => _conversation.StartAsync((settings ?? new CallSettings()) with { LockStep = true });

    /// <summary>Sends all audio of a caller, from where the call stands.</summary>
    public async Task SendAsync(ScriptedCaller caller)
    {
        var begin = _end;
        foreach (var frame in caller.Frames())
        {
            await SendAsync(frame with { From = new CallPosition(begin.Samples + frame.From.Samples) });
            _end = new CallPosition(_end.Samples + frame.Samples.Length);
            await PlayAsync(frame.Samples.Length);
        }
    }

    /// <summary>Sends one input and waits until it is settled or the call is over.</summary>
    public async Task SendAsync(CallInput input)
    {
        var number = ++_sent;
        await _input.OnNextAsync(input);
        await WhenAsync(
            $"input {number} ({input.GetType().Name}) is settled",
            () => _outputs.Exists(output => output is CallEnded)
                || (_outputs.FindLast(output => output is InputSettled) as InputSettled)?.Inputs >= number);
    }

    public Task HangUpAsync() => SendAsync(new HungUp());

    /// <summary>The first event of a kind, sooner or later.</summary>
    public async Task<T> WhenAsync<T>()
        where T : CallOutput
    {
        await WhenAsync(typeof(T).Name, () => _outputs.Exists(output => output is T));
        return Outputs.OfType<T>().First();
    }

    /// <summary>A fresh activation counts inputs from the begin.</summary>
    public void Restarted()
    {
        _sent = 0;
        lock (_lock)
        {
            _outputs.RemoveAll(output => output is InputSettled);
        }
    }

    private Task WhenAsync(string what, Func<bool> holds)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((holds, reached));
            Notify();
            return WaitAsync(reached.Task, what);
        }
    }

    private async Task WaitAsync(Task reached, string what)
    {
        try
        {
            await reached.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            var last = string.Join(", ", Outputs.TakeLast(5).Select(output => output.GetType().Name));
            Assert.Fail($"Call {_call}: waited in vain until {what}; the last events were: {last}");
        }
    }

    private Task Receive(CallOutput output)
    {
        lock (_lock)
        {
            _outputs.Add(output);
            switch (output)
            {
                case AudioProduced audio when audio.Reply != _playing:
                    (_playing, _produced, _played) = (audio.Reply, audio.Samples.Length, 0);
                    break;
                case AudioProduced audio:
                    _produced += audio.Samples.Length;
                    break;
            }

            Notify();
        }

        return Task.CompletedTask;
    }

    /// <summary>Caller and voice of the scripted engine have the same rate.</summary>
    private async Task PlayAsync(int samples)
    {
        PlayoutReported? report = null;
        lock (_lock)
        {
            if (_playing is { } reply && _played < _produced)
            {
                _played = Math.Min(_produced, _played + samples);
                report = new PlayoutReported(reply, _played, Drained: _played == _produced);
            }
        }

        if (report is not null)
        {
            await SendAsync(report);
        }
    }

    private void Notify() => _waits.RemoveAll(wait => wait.Holds() && wait.Reached.TrySetResult());
}
