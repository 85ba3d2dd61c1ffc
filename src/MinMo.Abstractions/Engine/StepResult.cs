using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Engine;

/// <summary>What a step gave.</summary>
[GenerateSerializer, Immutable, Alias("minmo.result")]
public abstract record StepResult
{
    /// <summary>Time the step waited for its batch.</summary>
    [Id(0)]
    public TimeSpan Queued { get; init; }

    /// <summary>Time of the batch on the device.</summary>
    [Id(1)]
    public TimeSpan Computed { get; init; }
}

/// <summary>The step was not executed; the session may be lost.</summary>
/// <param name="Failure">What failed.</param>
/// <param name="Explanation">One sentence for the log.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.failed")]
public sealed record StepFailed([property: Id(0)] StepFailure Failure, [property: Id(1)] string Explanation)
    : StepResult;

/// <summary>Of <see cref="ListenStep"/>.</summary>
/// <param name="Ticks">One observation a tick, in order.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.listen")]
public sealed record ListenResult([property: Id(0)] TickObservation[] Ticks) : StepResult;

/// <summary>Of <see cref="RecognizeStep"/>.</summary>
/// <param name="Text">The words, trimmed; empty when nothing was said.</param>
/// <param name="StopMass">Probability mass of sentence-final punctuation behind the last word, 0 to 1.</param>
/// <param name="EndsWithDigit">Whether the last word is a digit, a number word or a single letter.</param>
/// <param name="NoSpeech">The recognizer's probability that nothing was said, 0 to 1.</param>
/// <param name="AverageLogProbability">Mean natural logarithm of the chosen tokens' probabilities.</param>
/// <param name="LastWord">Where the last word lies, where the recognizer knows it.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.recognize")]
public sealed record RecognizeResult(
    [property: Id(0)] string Text,
    [property: Id(1)] float StopMass,
    [property: Id(2)] bool EndsWithDigit,
    [property: Id(3)] float NoSpeech,
    [property: Id(4)] float AverageLogProbability,
    [property: Id(5)] CallPosition? LastWord = null) : StepResult
{
    /// <summary>Language, emotion and sounds; null where the ears hear nothing but words.</summary>
    [Id(6)]
    public SpeechTraits? Traits { get; init; }
}

/// <summary>Of <see cref="AssessStep"/>.</summary>
/// <param name="Complete">Probability that the turn is complete, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.assess")]
public sealed record AssessResult([property: Id(0)] float Complete) : StepResult;

/// <summary>Of <see cref="AppendStep"/>.</summary>
/// <param name="End">The lane's new end.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.append")]
public sealed record AppendResult([property: Id(0)] LanePosition End) : StepResult
{
    /// <summary>The tokens of the text with which a reply was opened, where the voice reads tokens; else empty.</summary>
    [Id(1)]
    public ReplyToken[] Reply { get; init; } = [];
}

/// <summary>Of <see cref="ThinkStep"/>.</summary>
/// <param name="Tokens">What was decoded, in order.</param>
/// <param name="End">How the reply stands.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.think")]
public sealed record ThinkResult([property: Id(0)] ReplyToken[] Tokens, [property: Id(1)] ReplyEnd End) : StepResult;

/// <summary>Of <see cref="TruncateStep"/>.</summary>
[GenerateSerializer, Immutable, Alias("minmo.result.truncate")]
public sealed record TruncateResult : StepResult;

/// <summary>Of <see cref="ForkStep"/>.</summary>
/// <param name="Lane">The copy.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.fork")]
public sealed record ForkResult([property: Id(0)] LaneHandle Lane) : StepResult;

/// <summary>Of <see cref="SpeakStep"/>.</summary>
/// <param name="Block">Names the block for <see cref="RenderStep"/>.</param>
/// <param name="Samples">Its length at <see cref="EngineDescription.VoiceRateHz"/>; 0 when there is nothing to say.</param>
/// <param name="Complete">Whether this is the end of what the tokens given so far have to say; a clause always is.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.speak")]
public sealed record SpeakResult(
    [property: Id(0)] SpeechBlockId Block, [property: Id(1)] long Samples, [property: Id(2)] bool Complete = true)
    : StepResult;

/// <summary>Of <see cref="RenderStep"/>.</summary>
/// <param name="Samples">Mono PCM at <see cref="EngineDescription.VoiceRateHz"/>.</param>
/// <param name="Ended">Whether the block has no more.</param>
[GenerateSerializer, Immutable, Alias("minmo.result.render")]
public sealed record RenderResult([property: Id(0)] short[] Samples, [property: Id(1)] bool Ended) : StepResult;

/// <summary>Of <see cref="HushStep"/>.</summary>
[GenerateSerializer, Immutable, Alias("minmo.result.hush")]
public sealed record HushResult : StepResult;

/// <summary>Of <see cref="ConfirmStep"/>.</summary>
[GenerateSerializer, Immutable, Alias("minmo.result.confirm")]
public sealed record ConfirmResult : StepResult;

/// <summary>What was heard in one tick.</summary>
/// <param name="End">Position behind the tick's last sample.</param>
/// <param name="Speech">Probability of speech, 0 to 1.</param>
/// <param name="Evidence">The four classes, where the model gives them (minmo); null in the cascade family.</param>
[GenerateSerializer, Immutable, Alias("minmo.tick-observation")]
public readonly record struct TickObservation(
    [property: Id(0)] CallPosition End, [property: Id(1)] float Speech, [property: Id(2)] DuplexEvidence? Evidence);
