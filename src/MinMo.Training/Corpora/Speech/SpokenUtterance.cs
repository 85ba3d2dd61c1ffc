namespace MinMo.Training.Corpora.Speech;

/// <summary>An utterance before it is written.</summary>
/// <param name="Description">What is said; its <see cref="Utterance.Offset"/> and <see cref="Utterance.SampleCount"/>
/// are set when it is written.</param>
/// <param name="Samples">16 kHz, full scale at 1.</param>
public sealed record SpokenUtterance(Utterance Description, float[] Samples);
