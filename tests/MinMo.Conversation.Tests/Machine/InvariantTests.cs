using CsCheck;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

/// <summary>Whatever the caller does and however slow the worker is, these hold.</summary>
public sealed class InvariantTests
{
    private static readonly Gen<(int Kind, int Length)[]> Timelines
        = Gen.Select(Gen.Int[0, 3], Gen.Int[2, 90]).Array[1, 14];

    [Fact]
    public void Every_reply_ends_once_and_nothing_overlaps()
        => Gen.Select(Timelines, Gen.Int[0, 400], Gen.Int[0, 30], Gen.Bool).Sample((timeline, delay, loss, judges) =>
        {
            var call = Play(timeline, delay, loss, judges);
            int open = 0;
            foreach (var output in call.Outputs)
            {
                open += output switch { ReplyStarted => 1, ReplyEnded => -1, _ => 0 };
                Assert.InRange(open, 0, 1);
            }

            Assert.Equal(0, open);
            Assert.Single(call.All<CallEnded>());
            Assert.True(call.Released);
            Assert.Equal(0, call.Engine.OpenSessions);
        }, iter: 150);

    [Fact]
    public void Turns_that_start_stop_or_are_taken_into_longer_ones()
        => Gen.Select(Timelines, Gen.Int[0, 400], Gen.Bool).Sample((timeline, delay, judges) =>
        {
            var call = Play(timeline, delay, loss: 0, judges);

            foreach (var committed in call.All<TurnCommitted>())
            {
                Assert.Contains(call.All<SpeechStarted>(), started => started.Item == committed.Item);
            }

            Assert.Equal(
                call.All<TurnCommitted>().Select(turn => turn.Item).Except(call.All<TurnReopened>().Select(turn => turn.Item)),
                call.Dialogue.Where(entry => entry.Role == DialogueRole.User).Select(entry => entry.Item));
        }, iter: 150);

    private static ScriptedCall Play((int Kind, int Length)[] timeline, int delay, int loss, bool judges)
    {
        var caller = new ScriptedCaller();
        foreach (var (kind, length) in timeline)
        {
            var time = (length * 32).Ms;
            _ = kind switch
            {
                0 => caller.IsSilentFor(time),
                1 => caller.Speaks("some words of mine", time),
                2 => caller.Hesitates("uh-huh", time),
                _ => caller.Sounds(0.45f, time),
            };
        }

        var script = new EngineScript { Heard = caller.Utterances, Replies = ["One two, three four. Five six!"] };
        var call = new ScriptedCall(judges ? script with { Description = EngineScript.Minmo } : script);
        foreach (var kind in new[] { StepKind.Recognize, StepKind.Think, StepKind.Speak, StepKind.Render, StepKind.Append })
        {
            call.Delays[kind] = delay.Ms;
        }

        for (int step = 1; step <= loss; step++)
        {
            call.PlayUntil(caller, (step * 500).Ms);
            if (step % 7 == 0)
            {
                call.Engine.LoseSessions();
            }
        }

        call.PlayUntil(caller, TimeSpan.FromMilliseconds(caller.End.Milliseconds) + 3000.Ms);
        return call.Send(new HungUp());
    }
}
