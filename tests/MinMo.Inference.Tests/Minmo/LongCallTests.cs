using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Inference.Tests.Minmo;

/// <summary>The turn engine and a real engine over tiny weights, on the sample clock: exchange after exchange of text and
/// sound that is listened to, on lanes that hold some dozen exchanges.</summary>
public sealed class LongCallTests(TinyMinmoEngine engine) : IClassFixture<TinyMinmoEngine>
{
    private const int FrameSamples = 320;
    private static readonly TimeSpan Exchange = TimeSpan.FromSeconds(4);

    private static readonly CallSettings Settings = new()
    {
        Turns = new TurnSettings { DetectTurns = false },
        Reply = new ReplySettings { MaximumTokens = 20, Spoken = false },
    };

    [Fact]
    public void Some_minutes_renew_the_lane_and_never_fail() => Talk(TimeSpan.FromMinutes(2), leastRenewals: 2);

    [Fact(Explicit = true)]
    public void An_hour_renews_the_lane_and_never_fails() => Talk(TimeSpan.FromMinutes(60), leastRenewals: 60);

    private void Talk(TimeSpan length, int leastRenewals)
    {
        var watched = new WatchedEngine(engine.Engine);
        var call = new ScriptedCall(watched, Settings);
        var sound = TinyMinmoCall.Sound(ticks: 50);
        int exchanges = (int)(length / Exchange);
        for (int exchange = 0; exchange < exchanges; exchange++)
        {
            for (int from = 0; from < sound.Length; from += FrameSamples)
            {
                call.Hear(sound[from..(from + FrameSamples)]);
            }

            call.Send(new MessageAdded(new($"m{exchange}"), default, $"tell me more of number {exchange} please", null, null));
            call.Send(new ReplyRequested(null, null, null, null));
        }

        int limit = engine.Engine.Description.LaneLength * 3 / 4;
        Assert.Empty(watched.Failures);
        Assert.Empty(call.All<SessionRecovered>());
        Assert.Equal(exchanges, call.All<ReplyEnded>().Count);
        Assert.InRange(watched.Forks, 2 * leastRenewals, 2 * exchanges);
        Assert.InRange(watched.LaneEnds.Max(), limit / 3, limit);
        call.Send(new HungUp());
    }
}
