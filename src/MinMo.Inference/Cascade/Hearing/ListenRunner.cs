using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.SileroVad;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>
/// Ticks of caller audio to probabilities of speech, one row a call; the audio is kept for recognition. Steps with
/// many ticks (a call that catches up) go on over several slices.
/// </summary>
internal sealed class ListenRunner(SileroVadModel detector) : IStepRunner
{
    /// <summary>Samples of a tick, 32 ms: one chunk of the detector.</summary>
    public const int TickSamples = 512;

    /// <summary>Ticks of one slice: about 6 ms at the 0.35 ms a chunk that Silero takes (its specification, section 4).</summary>
    private const int TicksPerSlice = 16;

    private readonly float[] _scaled = new float[TickSamples];

    /// <inheritdoc />
    public void WarmUp()
    {
        var stream = new SileroVadStream(CallPosition.RateHz);
        stream.Accept(new float[TickSamples]);
        detector.Step([stream], stackalloc float[1]);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var active = new List<StepWork>(batch.Count);
        foreach (var work in batch)
        {
            if (TryBegin(work))
            {
                active.Add(work);
            }
        }

        for (var tick = 0; tick < TicksPerSlice && active.Count > 0; tick++)
        {
            Judge(active);
            active.RemoveAll(static work => work.Result is not null);
        }
    }

    private static bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var step = (ListenStep)work.Step;
        if (step.Samples.Length % TickSamples != 0)
        {
            work.Refuse($"{step.Samples.Length} samples are no whole ticks of {TickSamples}");
            return false;
        }

        if (!((CascadePlace)work.Place).Ear.Audio.TryAppend(step.From, step.Samples))
        {
            work.Refuse($"the audio from {step.From.Samples} on was listened to before");
            return false;
        }

        work.Progress = new List<TickObservation>(step.Samples.Length / TickSamples);
        return true;
    }

    private void Judge(List<StepWork> works)
    {
        var streams = new List<SileroVadStream>(works.Count);
        foreach (var work in works)
        {
            var step = (ListenStep)work.Step;
            var observed = (List<TickObservation>)work.Progress!;
            if (observed.Count * TickSamples < step.Samples.Length)
            {
                var ear = ((CascadePlace)work.Place).Ear;
                Offer(ear.Detector, step.Samples.AsSpan(observed.Count * TickSamples, TickSamples));
                streams.Add(ear.Detector);
            }
        }

        var speech = new float[streams.Count];
        detector.Step([.. streams], speech);
        var next = 0;
        foreach (var work in works)
        {
            next = Observe(work, speech, next);
        }
    }

    // A tick that was offered before a failed batch is not offered twice.
    private void Offer(SileroVadStream stream, ReadOnlySpan<short> samples)
    {
        if (stream.ChunkReady)
        {
            return;
        }

        for (var index = 0; index < samples.Length; index++)
        {
            _scaled[index] = samples[index] / 32_768f;
        }

        stream.Accept(_scaled);
    }

    private static int Observe(StepWork work, ReadOnlySpan<float> speech, int row)
    {
        var step = (ListenStep)work.Step;
        var observed = (List<TickObservation>)work.Progress!;
        if (observed.Count * TickSamples < step.Samples.Length)
        {
            ((CascadePlace)work.Place).Ear.Note(speech[row]);
            var end = new CallPosition(step.From.Samples + ((observed.Count + 1L) * TickSamples));
            observed.Add(new TickObservation(end, speech[row], Evidence: null));
            row++;
        }

        if (observed.Count * TickSamples == step.Samples.Length)
        {
            work.Result = new ListenResult([.. observed]);
        }

        return row;
    }
}
