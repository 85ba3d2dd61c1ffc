using System.Numerics.Tensors;
using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Corpora.Calls;

/// <summary>Makes the caller's channel out of the tracks of a call.</summary>
internal sealed class CallMixer(CallSurroundings surroundings, Random random)
{
    private const double TalkEvery = 8;                                     // seconds, on average
    private const double KnockEvery = 6;
    private const double LongestKnock = 0.15;

    private static readonly Room FarRoom = new(Reverberation: 0.45, DirectToReverberant: -4);

    private readonly List<Disturbance> _disturbances = [];

    internal IReadOnlyList<Disturbance> Disturbances => _disturbances;

    /// <summary>Mixes a call.</summary>
    /// <param name="timeline">Its tracks.</param>
    /// <param name="length">Samples of the channel.</param>
    /// <param name="talk">What bystanders say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<float[]> MixAsync(
        CallTimeline timeline, int length, IEnumerator<string> talk, CancellationToken cancellationToken)
    {
        var channel = surroundings.Channel;
        var heard = channel.Capture(timeline.CallerTrack.ToArray(length), random);
        channel.SetLevel(heard, [.. timeline.CallerTurns.Select(static turn => turn.Start..turn.End)]);
        AddEcho(heard, timeline.AgentTrack.ToArray(length));
        await AddTalkAsync(heard, talk, cancellationToken).ConfigureAwait(false);
        AddKnocks(heard);
        channel.AddNoise(heard, random);
        return channel.Transmit(heard);
    }

    private void AddEcho(float[] heard, float[] agent)
    {
        if (surroundings.EchoDecibels is not { } decibels)
        {
            return;
        }

        var delay = (int)(surroundings.EchoDelay * SpeechCorpus.SampleRate);
        var echo = FarRoom.Apply(agent, random);
        var loss = Energy(agent) / Math.Max(float.Epsilon, Energy(echo));
        var gain = AudioLevel.FromDbfs(decibels) * Math.Sqrt(loss);
        Add(echo.AsSpan(0, echo.Length - delay), heard.AsSpan(delay), gain);
    }

    private async Task AddTalkAsync(float[] heard, IEnumerator<string> talk, CancellationToken cancellationToken)
    {
        if (surroundings.Bystander is not var (voice, decibels))
        {
            return;
        }

        foreach (var start in Starts(heard.Length, TalkEvery))
        {
            talk.MoveNext();
            var sound = await voice.SpeakAsync(talk.Current, SpeakingManner.Usual, cancellationToken).ConfigureAwait(false);
            var far = FarRoom.Apply(SpeechEdges.Trim(sound, 0, 0), random);
            var end = Math.Min(heard.Length, start + far.Length);
            var level = AudioLevel.Measure(far);
            var gain = AudioLevel.FromDbfs(surroundings.Channel.Level + decibels - level.RmsDbfs);
            Add(far.AsSpan(0, end - start), heard.AsSpan(start), gain);
            _disturbances.Add(new Disturbance(DisturbanceKind.BackgroundTalk, talk.Current, start, end));
        }
    }

    private void AddKnocks(float[] heard)
    {
        if (!surroundings.Knocks)
        {
            return;
        }

        foreach (var start in Starts(heard.Length, KnockEvery))
        {
            var seconds = 0.01 + (LongestKnock * random.NextDouble());
            var count = Math.Min(heard.Length - start, (int)(seconds * SpeechCorpus.SampleRate));
            var knock = ColouredNoise.Make(count, random);
            for (var at = 0; at < count; at++)
            {
                knock[at] *= MathF.Exp(-5f * at / count);
            }

            var gain = AudioLevel.FromDbfs(surroundings.Channel.Level + 6 - (20 * random.NextDouble()));
            Add(knock, heard.AsSpan(start), gain);
            _disturbances.Add(new Disturbance(DisturbanceKind.Knock, string.Empty, start, start + count));
        }
    }

    /// <summary>Places as of a Poisson process.</summary>
    private IEnumerable<int> Starts(int length, double everySeconds)
    {
        double at = 0;
        while (true)
        {
            at -= everySeconds * Math.Log(1 - random.NextDouble()) * SpeechCorpus.SampleRate;
            if (at >= length)
            {
                yield break;
            }

            yield return (int)at;
        }
    }

    private static float Energy(ReadOnlySpan<float> sound) => TensorPrimitives.SumOfSquares(sound);

    private static void Add(ReadOnlySpan<float> sound, Span<float> heard, double gain)
        => TensorPrimitives.MultiplyAdd(sound, (float)gain, heard[..sound.Length], heard);
}
