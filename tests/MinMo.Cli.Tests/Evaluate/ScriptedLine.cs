using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Tests.Evaluate;

/// <summary>
/// One call in lock step with an engine that hears by level: 300 ms of silence end a turn, a reply is 200 ms of tone for
/// each of its words, and 160 ms of sound while it is played cut it.
/// </summary>
internal sealed class ScriptedLine(CallSettings settings, Func<string> hears, Func<string, string> answers) : ICallLine
{
    private const int Rate = 24_000;
    private const int EndsAfter = CallPosition.RateHz * 3 / 10;
    private const int YieldsAfter = CallPosition.RateHz * 16 / 100;

    private readonly Channel<CallOutput> _outputs = Channel.CreateBounded<CallOutput>(100_000);
    private CallPosition _now;
    private long _inputs;
    private long _sound;
    private long _silence;
    private bool _speaks;
    private string _typed = "";
    private (ReplyId Id, string Text)? _reply;
    private int _names;

    public ChannelReader<CallOutput> Outputs => _outputs.Reader;

    public Task SendAsync(CallInput input)
    {
        switch (input)
        {
            case AudioReceived audio:
                Hear(audio);
                break;
            case MessageAdded message:
                _typed = message.Text;
                break;
            case ReplyRequested:
                Reply(_typed, null);
                break;
            case PlayoutReported { Drained: true }:
                End(ReplyOutcome.Completed);
                break;
        }

        Tell(new InputSettled(_now, ++_inputs));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _outputs.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private void Hear(AudioReceived audio)
    {
        _now = new CallPosition(audio.From.Samples + audio.Samples.Length);
        bool loud = audio.Samples.Any(sample => Math.Abs((int)sample) > 1000);
        _sound = loud ? _sound + audio.Samples.Length : 0;
        _silence = loud ? 0 : _silence + audio.Samples.Length;
        if (loud && !_speaks)
        {
            _speaks = true;
            Tell(new SpeechStarted(_now, new ItemId($"turn-{++_names}"), audio.From));
        }

        if (_sound >= YieldsAfter)
        {
            Cut();
        }

        if (_speaks && _silence >= EndsAfter)
        {
            Commit();
        }
    }

    private void Cut()
    {
        if (_reply is { } reply)
        {
            Tell(new PlayoutFlushed(_now, reply.Id));
            End(ReplyOutcome.Interrupted);
        }
    }

    private void Commit()
    {
        _speaks = false;
        var item = new ItemId($"turn-{_names}");
        var words = hears();
        Tell(new SpeechStopped(_now, item, new CallPosition(_now.Samples - _silence), Dismissed: false));
        Tell(new TurnCommitted(_now, item, null, words, TimeSpan.Zero));
        if (settings.Turns.CreateReply)
        {
            Reply(words, item);
        }
    }

    private void Reply(string asked, ItemId? item)
    {
        var reply = (Id: new ReplyId($"reply-{++_names}"), Text: answers(asked));
        _reply = reply;
        Tell(new ReplyStarted(_now, reply.Id, new ItemId(reply.Id.Value), item, null));
        Tell(new ReplyTextProduced(_now, reply.Id, reply.Text));
        if (!settings.Reply.Spoken)
        {
            End(ReplyOutcome.Completed);
            return;
        }

        var tone = new short[reply.Text.Split(' ').Length * Rate / 5];
        for (var at = 0; at < tone.Length; at++)
        {
            tone[at] = (short)(5000 * Math.Sin(Math.Tau * 150 * at / Rate));
        }

        Tell(new AudioProduced(_now, reply.Id, Rate, tone));
        Tell(new ReplyAudioEnded(_now, reply.Id));
    }

    private void End(ReplyOutcome outcome)
    {
        if (_reply is { } reply)
        {
            _reply = null;
            Tell(new ReplyEnded(
                _now, reply.Id, new ItemId(reply.Id.Value), outcome, reply.Text, reply.Text, 1, new TurnLatency(null, null, null, null)));
        }
    }

    private void Tell(CallOutput output) => Assert.True(_outputs.Writer.TryWrite(output));
}
