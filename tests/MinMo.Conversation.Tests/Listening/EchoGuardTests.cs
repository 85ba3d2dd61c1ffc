using MinMo.Abstractions.Calls;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Conversation.Listening;

namespace MinMo.Conversation.Tests.Listening;

/// <summary>A caller whose microphone hears the agent, in frames of 20 ms.</summary>
public sealed class EchoGuardTests
{
    private const int Frame = CallPosition.RateHz / 50;
    private const int VoiceHz = 24_000;
    private const int Delay = 1_600; // 100 ms
    private const double EchoGain = 0.1;

    private static readonly ReplyId Reply = new("reply");

    [Fact]
    public void The_agents_own_voice_does_not_reach_the_worker()
    {
        var line = new Line();
        line.PlayReply(seconds: 4);

        Assert.True(line.Level(0, 4) < line.EchoLevel(0, 4) - 15, $"{line.Level(0, 4)} of {line.EchoLevel(0, 4)} dBFS");
        Assert.True(line.Level(2, 4) < line.EchoLevel(2, 4) - 30, $"{line.Level(2, 4)} of {line.EchoLevel(2, 4)} dBFS");
    }

    [Fact]
    public void What_the_caller_says_reaches_the_worker_bit_by_bit_while_the_agent_is_silent()
    {
        var line = new Line { Caller = Noise(3, 2) };
        line.PlaySilence(seconds: 2);

        var heard = line.Heard;
        Assert.Equal(Pcm.ToFloat(Pcm.ToInt16(line.Caller))[..31_744], heard.Take(31_744)); // whole ticks
    }

    [Fact]
    public void Frames_that_were_received_are_not_changed()
    {
        var sound = new AgentSound();
        var audio = new CallerAudio(new EchoGuard(sound));
        var noise = Pcm.ToInt16(Noise(4, 1));
        var received = (short[])noise.Clone();
        sound.Add(Reply, CallPosition.RateHz, noise);
        sound.Place(Reply, 1, new CallPosition(1));

        audio.Receive(CallPosition.Zero, received);
        audio.Guard();

        Assert.Equal(noise, received);
        Assert.NotEqual(noise[..15_872], audio.TakeTicks(512).Samples);
    }

    [Fact]
    public void Sound_lies_where_the_report_says_and_not_where_playout_was_stopped()
    {
        var sound = new AgentSound();
        short[] reply = [.. Enumerable.Range(1, 1000).Select(static value => (short)value)];
        sound.Add(Reply, CallPosition.RateHz, reply);
        var block = new float[10];

        sound.Read(new CallPosition(500), block);
        Assert.All(block, static sample => Assert.Equal(0, sample));

        sound.Place(Reply, 100, new CallPosition(505));
        sound.Read(new CallPosition(400), block);
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 3, 4, 5], block.Select(static sample => sample * 32768));

        sound.Stop();
        sound.Read(new CallPosition(500), block);
        Assert.All(block, static sample => Assert.Equal(0, sample));

        sound.Place(Reply, 995, new CallPosition(2000));
        sound.Read(new CallPosition(2000), block);
        Assert.Equal([996, 997, 998, 999, 1000, 0, 0, 0, 0, 0], block.Select(static sample => sample * 32768));
    }

    [Fact]
    public void Reports_that_jitter_do_not_move_the_sound_and_gaps_do()
    {
        var sound = new AgentSound();
        sound.Add(Reply, CallPosition.RateHz, [.. Enumerable.Range(1, 3000).Select(static value => (short)value)]);
        var block = new float[1];

        sound.Place(Reply, 1000, new CallPosition(1000));
        sound.Place(Reply, 1100, new CallPosition(1180)); // 5 ms late
        sound.Read(new CallPosition(1200), block);
        Assert.Equal(1201, block[0] * 32768);

        sound.Place(Reply, 1200, new CallPosition(1600)); // 25 ms late
        sound.Read(new CallPosition(1600), block);
        Assert.Equal(1201, block[0] * 32768);
    }

    [Fact]
    public void A_long_reply_is_forgotten_behind_the_callers_present()
    {
        var sound = new AgentSound();
        var block = new float[1];
        for (var second = 0; second < 60; second++)
        {
            sound.Add(Reply, CallPosition.RateHz, [.. Enumerable.Repeat((short)(second + 1), CallPosition.RateHz)]);
            sound.Place(Reply, second * 16_000L, new CallPosition(second * 16_000L));
            sound.Read(new CallPosition((second * 16_000L) + 8_000), block);
            Assert.Equal(second == 0 ? 0 : second + 1, block[0] * 32768);
        }

        Assert.InRange(sound.KeptSamples, 1, 4 * CallPosition.RateHz);
    }

    private static float[] Noise(int seed, int seconds)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, seconds * CallPosition.RateHz)
            .Select(n => (float)((random.NextDouble() - 0.5) * 0.3 * Math.Abs(Math.Sin(n / 2500.0))))];
    }

    /// <summary>Plays a reply and brings its echo back, and reports every 100 ms as gateways do.</summary>
    private sealed class Line
    {
        private readonly AgentSound _sound = new();
        private readonly List<short> _echo = [];
        private readonly List<short> _heard = [];

        public float[]? Caller { get; init; }

        public IReadOnlyList<float> Heard => Pcm.ToFloat(_heard.ToArray());

        public void PlaySilence(int seconds) => Play(seconds, new float[seconds * CallPosition.RateHz], reports: false);

        public void PlayReply(int seconds)
        {
            var said = Noise(1, seconds);
            var voice = Resampler.Resample(said, CallPosition.RateHz, VoiceHz);
            foreach (var chunk in Pcm.ToInt16(voice).Chunk(5_000))
            {
                _sound.Add(Reply, VoiceHz, chunk);
            }

            Play(seconds, said, reports: true);
        }

        public double Level(double from, double to) => LevelOf(_heard, from, to);

        public double EchoLevel(double from, double to) => LevelOf(_echo, from, to);

        private void Play(int seconds, float[] said, bool reports)
        {
            var audio = new CallerAudio(new EchoGuard(_sound));
            for (var frame = 0; frame < seconds * 50; frame++)
            {
                var at = frame * Frame;
                var line = new short[Frame];
                for (var n = 0; n < Frame; n++)
                {
                    var echo = at + n < Delay ? 0 : said[at + n - Delay] * EchoGain;
                    line[n] = (short)Math.Round((echo + (Caller?[at + n] ?? 0)) * 32768);
                    _echo.Add((short)(echo * 32768));
                }

                audio.Receive(new CallPosition(at), line);
                audio.Guard();
                if (reports && frame % 5 == 0)
                {
                    _sound.Place(Reply, (at + Frame) * VoiceHz / CallPosition.RateHz, audio.End);
                }

                _heard.AddRange(audio.TakeTicks(512).Samples);
            }

            _heard.AddRange(new short[_echo.Count - _heard.Count]);
        }

        private static double LevelOf(List<short> samples, double from, double to)
            => AudioLevel.Measure(samples.ToArray().AsSpan()[(int)(from * CallPosition.RateHz)..(int)(to * CallPosition.RateHz)]).RmsDbfs;
    }
}
