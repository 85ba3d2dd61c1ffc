namespace MinMo.Training.Corpora.Text;

/// <summary>A part of a rendered dialogue.</summary>
/// <param name="Kind">Who wrote it.</param>
/// <param name="Text">With the special tokens spelled out.</param>
public readonly record struct DialogueSpan(SpanKind Kind, string Text);
