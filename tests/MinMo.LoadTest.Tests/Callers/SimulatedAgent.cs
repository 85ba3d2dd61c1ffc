using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Callers;

/// <summary>A caller's director and an agent that speaks when it is told to, packet by packet.</summary>
internal sealed class SimulatedAgent(params PreparedMove[] moves)
{
    private readonly List<(TimeSpan From, TimeSpan To)> _replies = [];

    public List<(TimeSpan At, SpeechRole Role)> Spoken { get; } = [];

    public List<CallMoment> Skipped { get; } = [];

    public TimeSpan? HungUpAt { get; private set; }

    public SimulatedAgent Speaks(double from, double to)
    {
        _replies.Add((TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to)));
        return this;
    }

    public SimulatedAgent Leaves(double at)
    {
        LeavesAt = TimeSpan.FromSeconds(at);
        return this;
    }

    private TimeSpan LeavesAt { get; set; } = TimeSpan.MaxValue;

    public void RunUntil(double seconds)
    {
        using var director = new DialogueDirector(moves, TimeSpan.FromSeconds(15));
        for (var now = TimeSpan.Zero; now.TotalSeconds < seconds && HungUpAt is null; now += TimeSpan.FromMilliseconds(20))
        {
            var heard = _replies.Where(reply => reply.From < now).ToArray();
            bool sounding = heard.Any(reply => reply.To >= now);
            var view = new AgentView(
                sounding, sounding, heard.Length > 0 ? heard[^1].From : null,
                heard.Length == 0 ? TimeSpan.Zero : sounding ? now : heard.Max(reply => reply.To));
            director.Leaving = now >= LeavesAt;
            if (director.Step(now, view) is var (_, role))
            {
                Spoken.Add((now, role));
            }

            HungUpAt = director.Finished ? now : null;
        }

        Skipped.AddRange(director.Skipped);
    }

    public static PreparedMove Move(SpeechRole role, double delay, double length = 1)
    {
        var samples = new short[(int)(length * 16_000)];
        var move = new SpeakMove(role, new Utterance([new WordsPiece("words")]), TimeSpan.FromSeconds(delay), 0);
        return new PreparedMove(move, new CallerSpeech(samples, TimeSpan.Zero, TimeSpan.FromSeconds(length), "words"));
    }

    public static PreparedMove Wait(double seconds) => new(new WaitMove(TimeSpan.FromSeconds(seconds)), null);
}
