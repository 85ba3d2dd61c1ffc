using MinMo.Abstractions.Settings;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Plays dialogues in real time, several calls at once, and measures what their callers wait.</summary>
internal sealed class LatencyMeasurement(ICallLines lines, TimeProvider time)
{
    private readonly CallPlayer _player = new(lines, time);

    /// <summary>Plays one call of several turns.</summary>
    /// <param name="clips">What the caller says, turn by turn.</param>
    /// <param name="settings">The call's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>First audio of each turn in ms, and the underruns of the call.</returns>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<(IReadOnlyList<double> FirstAudioMs, long Underruns)> MeasureAsync(
        IReadOnlyList<SpeechClip> clips, CallSettings settings, CancellationToken cancellationToken)
    {
        var call = await _player.PlayAsync(
            [.. clips.Select(clip => TalkRecording.Read(clip.Path))], overlap: false, settings, cancellationToken);
        return ([.. call.Journal.Turns.Where(turn => turn.FirstAudioMs is not null).Select(turn => turn.FirstAudioMs!.Value)],
            call.Underruns);
    }
}
