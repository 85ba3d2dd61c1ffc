namespace MinMo.Models.CosyVoice.Language;

/// <summary>The matrices that the rows of the speech language model come from.</summary>
public enum SpeechTable
{
    /// <summary><c>llm_embedding</c>: row 0 stands in front of everything, row 1 behind the text.</summary>
    Mark,

    /// <summary><c>embed_tokens</c>: text.</summary>
    Text,

    /// <summary><c>speech_embedding</c>.</summary>
    Speech,
}
