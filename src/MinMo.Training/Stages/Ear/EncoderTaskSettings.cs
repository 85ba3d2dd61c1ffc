using MinMo.Models.SpeechEncoder;

namespace MinMo.Training.Stages.Ear;

/// <summary>What the encoder stage trains and how much of it at once.</summary>
public sealed record EncoderTaskSettings
{
    /// <summary>Sizes; mean and deviation of the features are measured if they are empty.</summary>
    public SpeechEncoderConfiguration Encoder { get; init; } = new();

    /// <summary>Seconds of speech in a batch, padding included.</summary>
    public double BatchSeconds { get; init; } = 60;

    /// <summary>First steps, which hear short and clear utterances unchanged and learn letters before units: CTC leaves
    /// its plateau of blanks there in some hundred steps, which it does not in thousands on noise and telephones.</summary>
    public long ClearSteps { get; init; } = 1_000;

    /// <summary>Longest utterance of the first steps, in seconds.</summary>
    public double MostClearSeconds { get; init; } = 3;

    /// <summary>Seconds of speech in a batch of the first steps.</summary>
    public double ClearBatchSeconds { get; init; } = 40;

    /// <summary>The layer whose rows also say letters, from 0; the deeper layers are free to think in larger units.</summary>
    public int LetterLayer { get; init; } = 3;

    /// <summary>Weight of the letters' loss.</summary>
    public double LetterWeight { get; init; } = 0.3;

    /// <summary>Most held-out utterances of one evaluation.</summary>
    public int EvaluatedUtterances { get; init; } = 240;
}
