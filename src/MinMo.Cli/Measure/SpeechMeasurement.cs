using MinMo.Abstractions.Calls;
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

    /// <summary>Plays one clip.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<ClipResult> MeasureAsync(SpeechClip clip, CallSettings settings, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, $"measure-{clip.Id}", settings, cancellationToken);
        var events = new List<CallOutput>();
        var recording = TalkRecording.Read(clip.Path);
        var call = new TalkCall(line, new CallerTrack([recording], overlap: true), time, settings.LockStep)
        {
            Heard = events.Add,
        };
        await call.PlayAsync(cancellationToken);
        return Judge(clip, call.Journal, events);
    }

    private static ClipResult Judge(SpeechClip clip, TalkJournal journal, List<CallOutput> events)
    {
        string heard = string.Join(' ', journal.Turns.Select(turn => turn.User));
        string[] reference = SpokenWords.Of(clip.Transcript);
        string[] words = SpokenWords.Of(heard);
        var commits = events.OfType<TurnCommitted>().ToArray();
        var end = clip.EndOfSpeech ?? TimeSpan.Zero;
        bool cut = commits.Any(commit => commit.At - CallPosition.Zero < end - EndTolerance);
        var stops = events.OfType<SpeechStopped>().Where(stop => !stop.Dismissed).ToArray();
        TimeSpan? waited = stops.Length == 0 ? null : stops[^1].At - stops[^1].LastWord;
        return new ClipResult(
            clip, heard, WordErrors.Between(reference, words).Count, reference.Length, cut, commits.Length, waited);
    }
}
