using MinMo.Abstractions.Calls;
using MinMo.Audio.Files;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;
using MinMo.Training.Evaluation.Floor;
using MinMo.Training.Evaluation.Sets;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>
/// Turn taking on a user's two-party calls, on the sample clock. The caller's channel is played as it is; the engine
/// answers in place of the other party, whose channel is not played. Giving way is due where a turn of the caller begins
/// while the engine is heard.
/// </summary>
internal sealed class SetDuplexMeasure(IReadOnlyList<RecordedCall> calls) : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "duplex";

    /// <inheritdoc />
    public string About => "turn taking in the set's calls";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => Chosen(scale).Count;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var (answers, yields) = (FloorScore.None, FloorScore.None);
        foreach (var call in Chosen(context.Scale))
        {
            var played = await player.PlayAsync([Caller(call)], overlap: true, context.Spoken, cancellationToken);
            answers += FloorScore.Of(call.AnswersDue(), played.Answers(), FloorRows.Tolerance);
            var due = call.Claims().Select(static turn => turn.Start).Where(start => IsHeard(played.Agent, start));
            yields += FloorScore.Of([.. due], played.Yields(), FloorRows.Tolerance);
            trial();
        }

        return [.. FloorRows.Of(Name, "assistant turn-taking", answers, null), .. FloorRows.Of(Name, "user turn-taking", yields, null)];
    }

    private IReadOnlyList<RecordedCall> Chosen(EvaluationScale scale)
        => ReferenceEquals(scale, EvaluationScale.Quick) ? [.. calls.Take(scale.Dialogues)] : calls;

    private static TalkRecording Caller(RecordedCall call)
    {
        var clip = AudioFile.Read(call.Path);
        if (clip.Channels != 2)
        {
            throw new EvaluationSetException($"'{call.Path}': a call has two channels, this file has {clip.Channels}");
        }

        var first = new float[clip.Frames];
        for (var at = 0; at < first.Length; at++)
        {
            first[at] = clip.Samples[2 * at];
        }

        var sound = clip.SampleRate == CallPosition.RateHz ? first : Resampler.Resample(first, clip.SampleRate, CallPosition.RateHz);
        return new TalkRecording(call.Path, Pcm.ToInt16(sound), null);
    }

    // Any sample above -60 dBFS in the 200 ms before.
    private static bool IsHeard(IReadOnlyList<short> agent, TimeSpan moment)
    {
        var at = (int)(moment.TotalSeconds * AgentEar.RateHz);
        return agent.Skip(Math.Max(0, at - (AgentEar.RateHz / 5))).Take(AgentEar.RateHz / 5).Any(static sample => Math.Abs((int)sample) > 32);
    }
}
