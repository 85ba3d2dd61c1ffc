using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Evaluate.Calls;

/// <summary>A call in lock step whose caller types.</summary>
internal sealed class TypedCall : IAsyncDisposable
{
    private const int CallerFrame = CallPosition.RateHz / 50;
    private const int AgentFrame = AgentEar.RateHz / 50;
    private const int LongestAnswer = 50 * 90;                               // frames: 90 s

    private readonly ICallLine _line;
    private readonly AgentEar _ear = new();
    private readonly List<short> _samples = [];
    private CallPosition _now;
    private long _inputs;
    private int _asked;
    private int _rate = AgentEar.RateHz;
    private ReplyEnded? _ended;

    private TypedCall(ICallLine line) => _line = line;

    /// <summary>Opens a call.</summary>
    /// <param name="lines">The engine.</param>
    /// <param name="settings">In lock step.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TalkException">There is no place for it.</exception>
    public static async Task<TypedCall> OpenAsync(ICallLines lines, CallSettings settings, CancellationToken cancellationToken)
        => new(await TalkLine.OpenAsync(lines, "eval", settings with { LockStep = true }, cancellationToken));

    /// <summary>Types a turn and waits for the answer's end.</summary>
    /// <exception cref="TalkException">There is no answer, or the call ended.</exception>
    public async Task<TypedReply> AskAsync(string text, CancellationToken cancellationToken)
    {
        _ended = null;
        _samples.Clear();
        await SendAsync(new MessageAdded(new ItemId($"typed-{++_asked}"), DialogueRole.User, text, null, null), cancellationToken);
        await SendAsync(new ReplyRequested(null, null, null, null), cancellationToken);
        for (var frame = 0; _ended is null; frame++)
        {
            if (frame == LongestAnswer)
            {
                throw new TalkException($"'{text}' was not answered to its end in 90 s.");
            }

            await PlayFrameAsync(cancellationToken);
        }

        return new TypedReply(_ended.Text, [.. _samples], _rate);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private async Task PlayFrameAsync(CancellationToken cancellationToken)
    {
        var from = _now;
        _now = new CallPosition(from.Samples + CallerFrame);
        var report = _ear.Play(new short[AgentFrame], from);
        await SendAsync(new AudioReceived(from, new short[CallerFrame]), cancellationToken);
        if (report is not null)
        {
            await SendAsync(report, cancellationToken);
        }
    }

    private async Task SendAsync(CallInput input, CancellationToken cancellationToken)
    {
        await _line.SendAsync(input);
        _inputs++;
        try
        {
            while (true)
            {
                var output = await _line.Outputs.ReadAsync(cancellationToken);
                Take(output);
                if (output is InputSettled settled && settled.Inputs == _inputs)
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

    private void Take(CallOutput output)
    {
        _ear.Take(output);
        switch (output)
        {
            case AudioProduced audio:
                _rate = audio.RateHz;
                _samples.AddRange(audio.Samples);
                break;
            case ReplyEnded ended:
                _ended = ended;
                break;
            case CommandRefused refused:
                throw new TalkException(refused.Explanation);
            case CallEnded ended:
                throw new TalkException($"The call ended: {ended.Reason}");
        }
    }
}
