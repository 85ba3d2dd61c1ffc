namespace MinMo.Models.Whisper;

/// <summary>Why there is a text, or none.</summary>
public enum RecognitionOutcome
{
    /// <summary>Somebody spoke.</summary>
    Speech,

    /// <summary>The model holds that nobody spoke: silence, noise or music. What it wrote anyway is dropped.</summary>
    NoSpeech,

    /// <summary>There were no samples to listen to.</summary>
    NoAudio,
}
