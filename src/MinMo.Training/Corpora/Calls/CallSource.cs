using System.Runtime.CompilerServices;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Calls;

/// <summary>Simulates calls of up to about a minute: dialogues of the skills, spoken by one caller and the agent, with
/// pauses inside turns, barge-ins, back-channels, echo, bystanders and noise.</summary>
public sealed class CallSource
{
    private const int DialoguesPerCall = 4;
    private const int LongEnough = 45 * SpeechCorpus.SampleRate;

    private readonly CallerVoices _voices;
    private readonly AgentCorpus _agent;
    private readonly int _seed;
    private readonly bool _heldOut;

    /// <param name="piper">The agent's voice, and one of the callers'.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="heldOut">Phrasings and, by turns, the three voices that are never trained on.</param>
    public CallSource(ISpeaker piper, int seed, bool heldOut)
    {
        _voices = new CallerVoices(piper);
        _agent = new AgentCorpus(piper, [], seed);
        _seed = seed;
        _heldOut = heldOut;
    }

    internal async IAsyncEnumerable<(SimulatedCall Call, float[] Samples)> MakeAsync(
        CorpusShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seed = CorpusSeed.Derive(_seed, shard.Index);
        var random = new Random(seed);
        using var talk = CallerSentences.Write(seed, int.MaxValue, _heldOut)
            .Select(static sentence => sentence.Text).GetEnumerator();
        var number = shard.First;
        var all = SkillDialogues.Write(seed, shard.Count * DialoguesPerCall, _heldOut);
        foreach (var dialogues in all.Chunk(DialoguesPerCall))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var timeline = new CallTimeline(DrawCaller(number++, random), _agent, random);
            await PlayAsync(timeline, dialogues, cancellationToken).ConfigureAwait(false);
            yield return await MixAsync(timeline, talk, random, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PlayAsync(
        CallTimeline timeline, IEnumerable<Dialogue> dialogues, CancellationToken cancellationToken)
    {
        foreach (var exchange in dialogues.SelectMany(static dialogue => dialogue.Exchanges))
        {
            if (timeline.End < LongEnough)
            {
                await timeline.PlayAsync(exchange, cancellationToken).ConfigureAwait(false);
            }
        }

        timeline.Finish();
    }

    private async Task<(SimulatedCall Call, float[] Samples)> MixAsync(
        CallTimeline timeline, IEnumerator<string> talk, Random random, CancellationToken cancellationToken)
    {
        var surroundings = CallSurroundings.Draw(_voices.Draw(random), random);
        surroundings = _heldOut ? surroundings with { Channel = DrawMildChannel(random) } : surroundings;
        var mixer = new CallMixer(surroundings, random);
        var length = timeline.End + (int)((1 + (2 * random.NextDouble())) * SpeechCorpus.SampleRate);
        var samples = await mixer.MixAsync(timeline, length, talk, cancellationToken).ConfigureAwait(false);
        var call = new SimulatedCall
        {
            Speaker = timeline.Caller.Name,
            HeldOut = _heldOut,
            CallerTurns = timeline.CallerTurns,
            AgentTurns = timeline.AgentTurns,
            Disturbances = [.. timeline.BackChannelsSaid, .. mixer.Disturbances],
            EchoDecibels = surroundings.EchoDecibels,
            Channel = surroundings.Channel.ToString(),
        };
        return (call, samples);
    }

    private CallerDelivery DrawCaller(int number, Random random)
    {
        var pauses = random.NextDouble() < 0.35 ? 1 : 0;
        var held = CallerVoices.HeldOut;
        return _heldOut
            ? new CallerDelivery(held[number % held.Count], CallerVoices.DrawMildManner(random), Formants: 1, pauses)
            : CallerDelivery.Draw(_voices, random) with { Pauses = pauses };
    }

    // As calls are: mostly quiet, some on a telephone line.
    private static AcousticChannel DrawMildChannel(Random random) => new()
    {
        Level = -28 + (10 * random.NextDouble()),
        SignalToNoise = 20 + (20 * random.NextDouble()),
        Telephone = random.Next(4) == 0 ? "mu-law" : null,
    };
}
