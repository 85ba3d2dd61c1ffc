using MinMo.Abstractions.Settings;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Plays dialogues in real time, several calls at once, and measures what their callers wait.</summary>
internal sealed class LatencyMeasurement(ICallLines lines, TimeProvider time)
{
    /// <summary>Plays one call of several turns.</summary>
    /// <param name="clips">What the caller says, turn by turn.</param>
    /// <param name="settings">The call's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>First audio of each turn in ms, and the underruns of the call.</returns>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<(IReadOnlyList<double> FirstAudioMs, long Underruns)> MeasureAsync(
        IReadOnlyList<SpeechClip> clips, CallSettings settings, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, "measure", settings, cancellationToken);
        var recordings = clips.Select(clip => TalkRecording.Read(clip.Path)).ToArray();
        var call = new TalkCall(line, new CallerTrack(recordings, overlap: false), time, lockStep: false);
        await call.PlayAsync(cancellationToken);
        return ([.. call.Journal.Turns.Where(turn => turn.FirstAudioMs is not null).Select(turn => turn.FirstAudioMs!.Value)],
            call.Underruns);
    }
}
