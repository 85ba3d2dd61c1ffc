namespace MinMo.Models.SileroVad;

/// <summary>What one more chunk told <see cref="SpeechSegmenter"/>.</summary>
public enum SpeechChange
{
    /// <summary>Speech or silence goes on.</summary>
    None,

    /// <summary>Speech began <see cref="SpeechSegmenterSettings.SpeechChunks"/> chunks ago.</summary>
    Started,

    /// <summary>Speech ended <see cref="SpeechSegmenterSettings.SilenceChunks"/> chunks ago.</summary>
    Ended,
}
