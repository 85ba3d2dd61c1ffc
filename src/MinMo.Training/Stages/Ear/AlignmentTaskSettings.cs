namespace MinMo.Training.Stages.Ear;

/// <summary>How the input projector is aligned with the language model.</summary>
public sealed record AlignmentTaskSettings
{
    /// <summary>Whether the encoder is trained too: stage 1b, full alignment.</summary>
    public bool TrainsEncoder { get; init; }

    /// <summary>Seconds of speech in a batch, padding included.</summary>
    public double BatchSeconds { get; init; } = 60;

    /// <summary>Weight of answering like the language model answers the typed sentence; 0 for not at all.</summary>
    public double AnswerWeight { get; init; }

    /// <summary>Utterances of a batch whose answers are compared.</summary>
    public int AnsweredUtterances { get; init; } = 8;

    /// <summary>Most held-out utterances of one evaluation.</summary>
    public int EvaluatedUtterances { get; init; } = 240;

    /// <summary>Every so many steps heard sentences are answered too: that costs more than hearing them.</summary>
    public int AnswerEvery { get; init; } = 8;
}
