using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;
using MinMo.Training.Judges;

namespace MinMo.Cli.Measure;

/// <summary>
/// Plays recordings of people through the whole engine in lock step and counts word errors, turns cut off at a pause
/// and the silence waited behind the last word.
/// </summary>
internal sealed class SpeechMeasurement(ICallLines lines, TimeProvider time)
{
    /// <summary>Tolerance of the end of the last word in the list of clips.</summary>
    private static readonly TimeSpan EndTolerance = TimeSpan.FromMilliseconds(150);

    private readonly CallPlayer _player = new(lines, time);

    /// <summary>Plays one clip.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<ClipResult> MeasureAsync(SpeechClip clip, CallSettings settings, CancellationToken cancellationToken)
        => Judge(clip, await _player.PlayAsync([TalkRecording.Read(clip.Path)], overlap: true, settings, cancellationToken));

    private static ClipResult Judge(SpeechClip clip, PlayedCall call)
    {
        string heard = string.Join(' ', call.Journal.Turns.Select(turn => turn.User));
        string[] reference = SpokenWords.Of(clip.Transcript);
        string[] words = SpokenWords.Of(heard);
        var answers = call.Answers();
        var end = clip.EndOfSpeech ?? TimeSpan.Zero;
        bool cut = answers.Any(at => at < end - EndTolerance);
        var stops = call.Events.OfType<SpeechStopped>().Where(stop => !stop.Dismissed).ToArray();
        TimeSpan? waited = stops.Length == 0 ? null : stops[^1].At - stops[^1].LastWord;
        return new ClipResult(
            clip, heard, WordErrors.Between(reference, words).Count, reference.Length, cut, answers.Count, waited);
    }
}
