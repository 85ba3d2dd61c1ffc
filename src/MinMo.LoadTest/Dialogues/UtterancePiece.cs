namespace MinMo.LoadTest.Dialogues;

/// <summary>Part of an utterance.</summary>
public abstract record UtterancePiece;

/// <summary>Words that a voice says.</summary>
/// <param name="Text">The words.</param>
public sealed record WordsPiece(string Text) : UtterancePiece;

/// <summary>A file that is played.</summary>
/// <param name="Path">WAV or FLAC, any rate, any number of channels.</param>
public sealed record RecordingPiece(string Path) : UtterancePiece;

/// <summary>Silence inside an utterance: a caller who thinks while speaking.</summary>
/// <param name="Time">How long.</param>
public sealed record PausePiece(TimeSpan Time) : UtterancePiece;
