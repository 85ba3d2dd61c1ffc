using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;
using MinMo.Peers.Tests.Nodes;
using MinMo.Testing.Scripting;
using Orleans.Core.Internal;

namespace MinMo.Peers.Tests.Calls;

/// <summary>The gateway's end of a call whose grain goes while the caller is there.</summary>
public sealed class ResumedCallTests
{
    private static readonly CallId Call = new("resumed");
    private static readonly CallSettings Settings = new();

    private static readonly ScriptedCaller Caller = new ScriptedCaller()
        .Speaks("hello there", TimeSpan.FromMilliseconds(800)).IsSilentFor(TimeSpan.FromSeconds(4))
        .Speaks("are you still there", TimeSpan.FromMilliseconds(1_200)).IsSilentFor(TimeSpan.FromSeconds(4));

    [Fact]
    public async Task A_call_whose_grain_was_deactivated_goes_on_from_its_dialogue()
    {
        var token = TestContext.Current.CancellationToken;
        await using var node = await ScriptedNode.StartAsync(new EngineScript { Heard = Caller.Utterances, Replies = ["Good morning.", "I am."] });
        var opened = Assert.IsType<CallOpening.Opened>(await node.Lines.OpenAsync(Call, Settings, token));
        await using var line = opened.Line;
        await SayAsync(line, Caller.Utterances[0]);
        Assert.Equal("Good morning.", (await WhenAsync<ReplyEnded>(line)).Text);

        var grain = node.Conversation(Call);
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await WhenAsync<CallSuspended>(line);
        await grain.StartAsync(Settings, token); // the line has asked for it; this waits until it is done
        await SayAsync(line, Caller.Utterances[1]);

        Assert.Equal("I am.", (await WhenAsync<ReplyEnded>(line)).Text);
        var dialogue = await grain.GetDialogueAsync(token);
        Assert.Equal(
            ["hello there", "Good morning.", "are you still there"], dialogue.Take(3).Select(static entry => entry.Text));
    }

    // Its speech, three seconds of silence behind it, and all of the reply, which is played as fast as it comes.
    private static async Task SayAsync(ICallLine line, ScriptedUtterance utterance)
    {
        foreach (var frame in Caller.Frames().Where(frame => frame.From >= utterance.From - TimeSpan.FromMilliseconds(100)
            && frame.From < utterance.To + TimeSpan.FromSeconds(3)))
        {
            await line.SendAsync(frame);
        }
    }

    private static async Task<T> WhenAsync<T>(ICallLine line)
        where T : CallOutput
    {
        long played = 0;
        await foreach (var output in line.Outputs.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            switch (output)
            {
                case T awaited:
                    return awaited;
                case CallEnded ended:
                    throw new InvalidOperationException($"the call ended: {ended.Reason}");
                case AudioProduced audio:
                    played += audio.Samples.Length;
                    await line.SendAsync(new PlayoutReported(audio.Reply, played, Drained: false));
                    break;
                case ReplyAudioEnded audioEnded:
                    await line.SendAsync(new PlayoutReported(audioEnded.Reply, played, Drained: true));
                    break;
            }
        }

        throw new InvalidOperationException($"the line was closed before {typeof(T).Name}");
    }
}
