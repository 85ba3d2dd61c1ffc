using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate;

/// <summary>What the measures work with.</summary>
/// <param name="Lines">The engine.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Voices">The agent's source voice and the recognizers that judge replies.</param>
/// <param name="Time">The clock.</param>
internal sealed record EvaluationContext(ICallLines Lines, EvaluateOptions Options, JudgingVoices Voices, TimeProvider Time)
{
    /// <summary>Takes down what was answered wrongly.</summary>
    public required WrongAnswers Wrong { get; init; }

    /// <summary>How many trials are made.</summary>
    public EvaluationScale Scale => Options.Scale;

    /// <summary>The voices that are never trained on.</summary>
    public HeldOutCallers Callers { get; } = new(Options.Seed);

    /// <summary>On the sample clock, with spoken replies.</summary>
    public CallSettings Spoken => new() { Bundle = Options.Bundle, LockStep = true };

    /// <summary>On the sample clock, with written replies: what is measured is not their sound.</summary>
    public CallSettings Written => Spoken with { Reply = new ReplySettings { Spoken = false } };

    /// <summary>On the sample clock, without replies.</summary>
    public CallSettings Mute => Spoken with { Turns = new TurnSettings { CreateReply = false } };

    /// <summary>As callers have it: computing takes time.</summary>
    public CallSettings RealTime => new() { Bundle = Options.Bundle };
}
