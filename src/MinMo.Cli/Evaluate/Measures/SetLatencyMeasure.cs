using MinMo.Abstractions.Calls;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;
using MinMo.Training.Evaluation.Sets;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>First audio on a user's recordings, in real time. Where speech ends in them is told by their level.</summary>
internal sealed class SetLatencyMeasure(IReadOnlyList<RecordedSentence> sentences) : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "latency";

    /// <inheritdoc />
    public string About => "first audio, in real time";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => Math.Min(scale.Turns, sentences.Count);

    /// <inheritdoc />
    public Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
        => LatencyMeasure.MeasureAsync(
            Name, [.. sentences.Take(context.Scale.Turns).Select(Turn)], context, trial, cancellationToken);

    private static SpokenTurn Turn(RecordedSentence sentence)
    {
        var recording = TalkRecording.Read(sentence.Path);
        short[] backwards = [.. recording.Samples];
        Array.Reverse(backwards);
        var length = TimeSpan.FromSeconds((double)recording.Samples.Length / CallPosition.RateHz);
        return new SpokenTurn(recording, sentence.Transcript, SpeechOnset.Of(recording.Samples), length - SpeechOnset.Of(backwards));
    }
}
