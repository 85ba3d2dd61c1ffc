using MinMo.Abstractions.Settings;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Lets the agent speak at length, plays a recording into its speech, and looks at what it does.</summary>
internal sealed class BargeInMeasurement(ICallLines lines, TimeProvider time)
{
    /// <summary>Plays one recording of people.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<BargeInResult> MeasureAsync(SpeechClip clip, CallSettings settings, CancellationToken cancellationToken)
    {
        var recording = TalkRecording.Read(clip.Path);
        var interruption = new Interruption(recording, SpeechOnset.Of(recording.Samples));
        var outcome = await PlayAsync(interruption, settings, cancellationToken);
        return new BargeInResult(clip, outcome.Stopped, outcome.Held, outcome.Silence);
    }

    /// <summary>Plays one trial.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<InterruptionOutcome> PlayAsync(
        Interruption interruption, CallSettings settings, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, "measure", settings, cancellationToken);
        using var trial = new InterruptionTrial(interruption);
        var call = new TalkCall(line, trial.Caller, time, settings.LockStep)
        {
            Prompted = trial.Prompt,
            Heard = trial.Follow,
            Recorded = trial.Record,
            Echo = interruption.Echo,
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, trial.Over);
        try
        {
            await call.PlayAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The trial has seen enough.
        }

        return trial.Judge();
    }
}
