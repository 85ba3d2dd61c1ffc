using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Planning;
using MinMo.Models.Hearing;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>
/// Ticks of caller audio to evidence: encoder and projector give one row for the language model, the row goes behind what
/// the call has heard, and its hidden state is judged. One tick of all calls at a time.
/// </summary>
internal sealed class ListenRunner(HearingLanes ear, LaneDecoder decoder, TurnJudge judge, ListeningFoundation foundation)
    : IStepRunner
{
    /// <summary>Ticks of one slice; a call that catches up holds up nobody for longer.</summary>
    private const int TicksPerSlice = 4;

    /// <summary>Evidence of <c>idle</c> from which on a row counts as silence.</summary>
    private const float Idle = 0.5f;

    private static readonly DuplexEvidence NothingYet = new(1, 0, 0, 0);

    /// <inheritdoc />
    public void WarmUp()
    {
        for (var tick = 0; tick < 4; tick++)
        {
            ear.Step([0], [new float[ear.TickSamples]]);
        }

        ear.Reset(0);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var active = batch.Where(TryBegin).ToList();
        for (var tick = 0; tick < TicksPerSlice && active.Count > 0; tick++)
        {
            Hear(active);
            active.RemoveAll(static work => work.Result is not null);
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var step = (ListenStep)work.Step;
        if (step.Samples.Length == 0 || step.Samples.Length % ear.TickSamples != 0)
        {
            work.Refuse($"{step.Samples.Length} samples are no whole ticks of {ear.TickSamples}");
            return false;
        }

        var place = (MinmoPlace)work.Place;
        if (step.Context is not { } context || place.FindLane(context.Lane) is not { } dialogue)
        {
            work.Refuse("this model hears with its language model: a listen step says behind which dialogue");
            return false;
        }

        if (!place.TryGoOn(step.From, ear))
        {
            work.Refuse($"the audio from {step.From.Samples} on was listened to before");
            return false;
        }

        work.Progress = new Listening(step, context, dialogue);
        return true;
    }

    // A batch that fails is run again call by call: what is done of a tick is noted in its step and not done twice.
    private void Hear(List<StepWork> works)
    {
        Listen(works.FindAll(static work => !((Listening)work.Progress!).IsHeard));
        var placed = new List<StepWork>(works.Count);
        foreach (var work in works)
        {
            var place = (MinmoPlace)work.Place;
            var listening = (Listening)work.Progress!;
            if (listening.Tick is null)
            {
                Observe(work, place.ListenedTo, NothingYet);
                continue;
            }

            if (listening.Hidden is null)
            {
                foundation.Prepare(place, listening.Dialogue, listening.Context);
            }

            placed.Add(work);
        }

        Judge(placed);
    }

    private void Listen(List<StepWork> works)
    {
        if (works.Count == 0)
        {
            return;
        }

        var samples = works.ConvertAll(work => ((Listening)work.Progress!).Samples(ear.TickSamples));
        var heard = ear.Step([.. works.Select(static work => ((MinmoPlace)work.Place).Slot)], samples)
            .ToDictionary(static row => row.Lane);
        foreach (var work in works)
        {
            var place = (MinmoPlace)work.Place;
            var listening = (Listening)work.Progress!;
            place.Advance(ear.TickSamples);
            listening.IsHeard = true;
            listening.Tick = heard.TryGetValue(place.Slot, out var row) ? TickOf(place, row, listening.Context.Speaking) : null;
        }
    }

    private HeardTick TickOf(MinmoPlace place, HeardRow row, bool speaking)
    {
        var to = new CallPosition(place.ListenedTo.Samples - place.LookAheadSamples);
        return new HeardTick(
            place.Heard.Next, new CallPosition(to.Samples - ear.TickSamples), to, place.ListenedTo, row.Embedding, row.Unit,
            row.Probability, speaking);
    }

    private void Judge(List<StepWork> placed)
    {
        if (placed.Count == 0)
        {
            return;
        }

        Append(placed.FindAll(static work => ((Listening)work.Progress!).Hidden is null));
        var steps = placed.ConvertAll(static work => (Listening)work.Progress!);
        var evidence = judge.Judge(
            [.. placed.Select(static work => ((MinmoPlace)work.Place).Slot)],
            HiddenOf(steps),
            [.. steps.Select(static step => step.Tick!.AgentSpeaks)]);
        for (var index = 0; index < placed.Count; index++)
        {
            var place = (MinmoPlace)placed[index].Place;
            var tick = steps[index].Tick!;
            place.Heard.Add(tick);
            place.Listening.Note(evidence[index].Idle >= Idle);
            Observe(placed[index], tick.KnownAt, evidence[index]);
        }
    }

    private static float[] HiddenOf(List<Listening> steps)
    {
        var width = steps[0].Hidden!.Length;
        var hidden = new float[steps.Count * width];
        for (var row = 0; row < steps.Count; row++)
        {
            steps[row].Hidden!.CopyTo(hidden, row * width);
        }

        return hidden;
    }

    private void Append(List<StepWork> works)
    {
        if (works.Count == 0)
        {
            return;
        }

        var outputs = decoder.Append([.. works.Select(static work => (
            ((MinmoPlace)work.Place).Listening.Lane!, HeardStream.PositionOf(((Listening)work.Progress!).Tick!)))]);
        for (var row = 0; row < works.Count; row++)
        {
            ((Listening)works[row].Progress!).Hidden = outputs.HiddenStates(row).ToArray();
        }
    }

    private void Observe(StepWork work, CallPosition end, DuplexEvidence evidence)
    {
        var listening = (Listening)work.Progress!;
        listening.Forget();
        listening.Ticks.Add(new TickObservation(end, evidence.Hold + evidence.Yield, evidence));
        if (listening.Ticks.Count * ear.TickSamples == listening.Step.Samples.Length)
        {
            work.Result = new ListenResult([.. listening.Ticks]);
        }
    }

    /// <summary>How far a step has come.</summary>
    private sealed record Listening(ListenStep Step, ListeningContext Context, Lane Dialogue)
    {
        public List<TickObservation> Ticks { get; } = [];

        /// <summary>Whether the ear has had the next tick.</summary>
        public bool IsHeard { get; set; }

        /// <summary>What it became; null before the ear has seen far enough ahead.</summary>
        public HeardTick? Tick { get; set; }

        /// <summary>What the language model makes of it, once it is in the lane.</summary>
        public float[]? Hidden { get; set; }

        /// <summary>The tick is done.</summary>
        public void Forget() => (IsHeard, Tick, Hidden) = (false, null, null);

        /// <summary>The next tick, in [-1, 1).</summary>
        public ReadOnlyMemory<float> Samples(int length)
        {
            var scaled = new float[length];
            var samples = Step.Samples.AsSpan(Ticks.Count * length, length);
            for (var index = 0; index < length; index++)
            {
                scaled[index] = samples[index] / 32_768f;
            }

            return scaled;
        }
    }
}
