using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Calls;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Tests.Corpora.Speech;

namespace MinMo.Training.Tests.Corpora.Calls;

public sealed class CallTimelineTests
{
    [Fact]
    public async Task Every_question_is_answered_after_it_ends()
    {
        var timeline = await PlayAsync(exchanges: 40);

        Assert.Equal(40, timeline.CallerTurns.Count);
        Assert.Equal(40, timeline.AgentTurns.Count);
        foreach (var (caller, agent) in timeline.CallerTurns.Zip(timeline.AgentTurns))
        {
            Assert.InRange(agent.Start - caller.End, SpeechCorpus.SampleRate / 5, 3 * SpeechCorpus.SampleRate);
        }
    }

    [Fact]
    public async Task An_interrupted_reply_ends_within_eleven_tenths_of_a_second()
    {
        var timeline = await PlayAsync(exchanges: 40);

        var interruptions = timeline.AgentTurns.Zip(timeline.CallerTurns.Skip(1))
            .Where(static pair => pair.Second.BargesIn).ToArray();
        Assert.InRange(interruptions.Length, 6, 24);
        Assert.All(interruptions, static pair => Assert.InRange(
            pair.First.End - pair.Second.Start, 1, SpeechCorpus.SampleRate * 11 / 10));
        Assert.All(
            timeline.AgentTurns.Zip(timeline.CallerTurns.Skip(1)).Where(static pair => !pair.Second.BargesIn),
            static pair => Assert.False(pair.First.Interrupted));
    }

    [Fact]
    public async Task Back_channels_are_said_while_the_agent_speaks()
    {
        var timeline = await PlayAsync(exchanges: 40);

        Assert.InRange(timeline.BackChannelsSaid.Count, 4, 25);
        Assert.All(timeline.BackChannelsSaid, back => Assert.Contains(
            timeline.AgentTurns, agent => agent.Start < back.Start && back.End < agent.End));
    }

    [Fact]
    public async Task A_silent_caller_is_spoken_to_after_three_seconds()
    {
        var timeline = new CallTimeline(Caller(), Agent(), new Random(2));

        await timeline.PlayAsync(new Exchange("", "are you still there?"), TestContext.Current.CancellationToken);
        timeline.Finish();

        Assert.Empty(timeline.CallerTurns);
        Assert.True(Assert.Single(timeline.AgentTurns).Start >= 3 * SpeechCorpus.SampleRate);
    }

    [Fact]
    public async Task The_callers_channel_has_the_echo_of_the_agent_at_its_level()
    {
        var timeline = await PlayAsync(exchanges: 1);
        var surroundings = new CallSurroundings
        {
            Channel = new AcousticChannel(),
            EchoDecibels = -30,
            EchoDelay = 0.1,
        };
        var mixer = new CallMixer(surroundings, new Random(1));
        using var nobody = Enumerable.Empty<string>().GetEnumerator();

        var heard = await mixer.MixAsync(timeline, timeline.End + 8_000, nobody, TestContext.Current.CancellationToken);

        var agent = timeline.AgentTurns[0];
        var voice = Level(timeline.AgentTrack.ToArray(timeline.End), agent.Start, agent.End);
        Assert.Equal(-30, Level(heard, agent.Start + 1_600, agent.End + 1_600) - voice, 2.0);
        Assert.Equal(-23, Level(heard, timeline.CallerTurns[0].Start, timeline.CallerTurns[0].End), 0.5);
    }

    [Fact]
    public async Task Bystanders_and_knocks_are_written_down()
    {
        var timeline = await PlayAsync(exchanges: 10);
        var surroundings = new CallSurroundings
        {
            Channel = new AcousticChannel(),
            Bystander = (new ToneSpeaker(), -15),
            Knocks = true,
        };
        var mixer = new CallMixer(surroundings, new Random(1));
        using var talk = Enumerable.Repeat("lovely weather", 1_000).GetEnumerator();

        await mixer.MixAsync(timeline, timeline.End, talk, TestContext.Current.CancellationToken);

        var kinds = mixer.Disturbances.ToLookup(static one => one.Kind);
        Assert.InRange(kinds[DisturbanceKind.BackgroundTalk].Count(), 1, 40);
        Assert.All(kinds[DisturbanceKind.BackgroundTalk], static one => Assert.Equal("lovely weather", one.Text));
        Assert.InRange(kinds[DisturbanceKind.Knock].Count(), 1, 50);
    }

    private static CallerDelivery Caller() => new(new ToneSpeaker(), SpeakingManner.Usual, Formants: 1, Pauses: 0);

    private static AgentCorpus Agent() => new(new ToneSpeaker(), [], seed: 1);

    private static async Task<CallTimeline> PlayAsync(int exchanges)
    {
        var timeline = new CallTimeline(Caller(), Agent(), new Random(5));
        for (var at = 0; at < exchanges; at++)
        {
            await timeline.PlayAsync(
                new Exchange("what is the time", "it is half past nine now."), TestContext.Current.CancellationToken);
        }

        timeline.Finish();
        return timeline;
    }

    private static double Level(float[] sound, int start, int end) => AudioLevel.Measure(sound.AsSpan(start..end)).RmsDbfs;
}
