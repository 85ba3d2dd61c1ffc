using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Engine;

namespace MinMo.Inference.Calibration;

/// <summary>
/// What one call asks for while its caller is listened to and its agent speaks, both all the time: the worst that a call
/// can ask for in the long run. Rows a second of each kind; a row is one slice of a step.
/// </summary>
/// <param name="RowsPerSecond">Rows by kind; kinds that cost next to nothing (truncate, fork, hush) are left out.</param>
/// <param name="Round">
/// How long a device may take for one round of all its kinds: half of what the most frequent step may wait, since a step
/// that comes just behind its batch waits for the rest of that round and is done in the next one.
/// </param>
internal sealed record CallDemand(IReadOnlyDictionary<StepKind, double> RowsPerSecond, TimeSpan Round)
{
    /// <summary>Turns of the caller a second, and of pauses that are judged: one in two seconds, quicker than people talk.</summary>
    private const double Pauses = 0.5;

    /// <summary>Speech of the agent, characters a second and characters a token (measured, see MinMo.Conversation).</summary>
    private const double CharactersPerSecond = 15;
    private const double CharactersPerToken = 3.3;

    /// <summary>A clause of the agent's speech and a piece of its sound, in seconds: 30 characters, and 0.2 s at a time.</summary>
    private const double ClauseSeconds = 2;
    private const double PieceSeconds = 0.2;

    /// <summary>Speech tokens a second (25 Hz), and those of a block of five tokens of text (paper section 3.2: 5 : 15).</summary>
    private const double SpeechTokensPerSecond = 25;
    private const double SpeechTokensOfBlock = 15;

    /// <summary>Of the family <c>cascade</c>: recognizes and assesses each pause, reads clauses, or speaks token by token and
    /// renders a second at a time.</summary>
    public static CallDemand OfCascade(EngineDescription engine, EngineOptions options)
    {
        var speaksTokens = engine.VoiceBlockTokens > 0;
        return new CallDemand(
            new Dictionary<StepKind, double>
            {
                [StepKind.Listen] = TicksPerSecond(engine),
                [StepKind.Recognize] = Pauses,
                [StepKind.Assess] = Pauses,
                [StepKind.Append] = Pauses,
                [StepKind.Think] = CharactersPerSecond / CharactersPerToken * options.SpeakingShare,
                [StepKind.Speak] = options.SpeakingShare * (speaksTokens ? SpeechTokensPerSecond : 1 / ClauseSeconds),
                [StepKind.Render] = options.SpeakingShare * (speaksTokens ? 1 : 1 / PieceSeconds),
            },
            RoundOf(engine));
    }

    /// <summary>Of the family <c>minmo</c>: five tokens of text and fifteen of speech for 0.6 s of sound.</summary>
    public static CallDemand OfMinmo(EngineDescription engine, EngineOptions options)
    {
        var blocks = SpeechTokensPerSecond / SpeechTokensOfBlock * options.SpeakingShare;
        return new CallDemand(
            new Dictionary<StepKind, double>
            {
                [StepKind.Listen] = TicksPerSecond(engine),
                [StepKind.Recognize] = Pauses,

                // Every row that was heard goes into the dialogue lane once more, a slice at a time.
                [StepKind.Append] = Pauses + (TicksPerSecond(engine) / options.PromptSlice),
                [StepKind.Think] = blocks * engine.VoiceBlockTokens,
                [StepKind.Speak] = blocks * SpeechTokensOfBlock,
                [StepKind.Render] = blocks,
            },
            RoundOf(engine));
    }

    private static double TicksPerSecond(EngineDescription engine) => (double)CallPosition.RateHz / engine.TickSamples;

    private static TimeSpan RoundOf(EngineDescription engine) => TimeSpan.FromSeconds(0.5 / TicksPerSecond(engine));
}
