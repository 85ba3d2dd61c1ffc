using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;

namespace MinMo.Abstractions.Engine;

/// <summary>One piece of work for a worker.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">
/// Time until the result is needed, from the moment the step is handed over: the next tick, or the moment the caller's
/// playout buffer runs dry. Earliest deadline first.
/// </param>
/// <param name="Speculative">Whether the work may turn out to be useless; it runs only in slack of the others.</param>
[GenerateSerializer, Immutable, Alias("minmo.step")]
public abstract record Step(
    [property: Id(0)] SessionHandle Session, [property: Id(1)] TimeSpan Slack, [property: Id(2)] bool Speculative)
{
    /// <summary>The kind, for batching and metrics.</summary>
    public abstract StepKind Kind { get; }
}

/// <summary>Caller audio in whole ticks; the worker keeps it for <see cref="RecognizeStep"/> and <see cref="AssessStep"/>.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="From">Position of the first sample: the end of the step before, or behind it where audio is left out; what
/// was heard before a gap is forgotten.</param>
/// <param name="Samples">16 kHz mono PCM, a multiple of <see cref="EngineDescription.TickSamples"/>.</param>
/// <param name="Context">Where the model stands in the dialogue; null for models that hear without it (cascade).</param>
[GenerateSerializer, Immutable, Alias("minmo.step.listen")]
public sealed record ListenStep(
    SessionHandle Session, TimeSpan Slack, [property: Id(0)] CallPosition From, [property: Id(1)] short[] Samples,
    [property: Id(2)] ListeningContext? Context = null)
    : Step(Session, Slack, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Listen;
}

/// <summary>Recognizes the words between two positions: what the model answers (cascade), or a transcript for people.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="Speculative">Whether the caller may still go on.</param>
/// <param name="From">Begin of the audio, at most 60 s back.</param>
/// <param name="To">End of the audio, not after the last tick listened to.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.recognize")]
public sealed record RecognizeStep(
    SessionHandle Session, TimeSpan Slack, bool Speculative,
    [property: Id(0)] CallPosition From, [property: Id(1)] CallPosition To)
    : Step(Session, Slack, Speculative)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Recognize;
}

/// <summary>Judges from prosody whether the turn between two positions is complete (cascade: smart-turn).</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="From">Begin of the turn.</param>
/// <param name="To">End of the audio, pause included.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.assess")]
public sealed record AssessStep(
    SessionHandle Session, TimeSpan Slack, [property: Id(0)] CallPosition From, [property: Id(1)] CallPosition To)
    : Step(Session, Slack, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Assess;
}

/// <summary>Appends dialogue to a lane in the bundle's own prompt format.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="Speculative">Whether the work may turn out to be useless.</param>
/// <param name="Lane">The lane.</param>
/// <param name="At">Where to append: the lane is truncated to this position first.</param>
/// <param name="Segments">What to append, in order.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.append")]
public sealed record AppendStep(
    SessionHandle Session, TimeSpan Slack, bool Speculative,
    [property: Id(0)] LaneHandle Lane, [property: Id(1)] LanePosition At, [property: Id(2)] PromptSegment[] Segments)
    : Step(Session, Slack, Speculative)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Append;
}

/// <summary>Decodes up to a few tokens of the reply at the end of a lane (paper section 3.2: five at a time).</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="Speculative">Whether the caller may still go on.</param>
/// <param name="Lane">The lane.</param>
/// <param name="MaximumTokens">Most tokens to decode.</param>
/// <param name="Sampling">How to choose tokens.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.think")]
public sealed record ThinkStep(
    SessionHandle Session, TimeSpan Slack, bool Speculative,
    [property: Id(0)] LaneHandle Lane, [property: Id(1)] int MaximumTokens, [property: Id(2)] ReplySettings Sampling)
    : Step(Session, Slack, Speculative)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Think;
}

/// <summary>Forgets everything of a lane behind a position; O(1).</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Lane">The lane.</param>
/// <param name="At">The new end.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.truncate")]
public sealed record TruncateStep(
    SessionHandle Session, [property: Id(0)] LaneHandle Lane, [property: Id(1)] LanePosition At)
    : Step(Session, TimeSpan.Zero, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Truncate;
}

/// <summary>Copies a lane up to a position into the other lane of the same session, whatever that held; its handle, if it
/// had one, is stale. A copy of nothing is an empty lane.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="Lane">The lane to copy.</param>
/// <param name="At">How much of it.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.fork")]
public sealed record ForkStep(
    SessionHandle Session, TimeSpan Slack, [property: Id(0)] LaneHandle Lane, [property: Id(1)] LanePosition At)
    : Step(Session, Slack, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Fork;
}

/// <summary>Prepares a block of speech; its PCM is fetched by <see cref="RenderStep"/>.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the result is needed.</param>
/// <param name="Speculative">Whether the caller may still go on.</param>
/// <param name="Block">What to say.</param>
/// <param name="Voice">How to say it.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.speak")]
public sealed record SpeakStep(
    SessionHandle Session, TimeSpan Slack, bool Speculative,
    [property: Id(0)] VoiceBlock Block, [property: Id(1)] VoiceSettings Voice)
    : Step(Session, Slack, Speculative)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Speak;
}

/// <summary>Renders the next PCM of a block of speech.</summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until the caller's playout buffer runs dry.</param>
/// <param name="Speculative">Whether the caller may still go on.</param>
/// <param name="Block">The block.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.render")]
public sealed record RenderStep(
    SessionHandle Session, TimeSpan Slack, bool Speculative, [property: Id(0)] SpeechBlockId Block)
    : Step(Session, Slack, Speculative)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Render;
}

/// <summary>Drops all blocks of speech of a session.</summary>
/// <param name="Session">The call's place.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.hush")]
public sealed record HushStep(SessionHandle Session) : Step(Session, TimeSpan.Zero, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Hush;
}

/// <summary>
/// Says that what was speculative is needed after all: all steps of the session that wait or run have a deadline from now on.
/// It waits for nothing and is no work for a device.
/// </summary>
/// <param name="Session">The call's place.</param>
/// <param name="Slack">Time until their results are needed.</param>
[GenerateSerializer, Immutable, Alias("minmo.step.confirm")]
public sealed record ConfirmStep(SessionHandle Session, TimeSpan Slack) : Step(Session, Slack, Speculative: false)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Confirm;
}
