namespace MinMo.Models.Tokenization;

/// <summary>How text between added tokens is cut into the pieces that merges stay within.</summary>
internal enum SplitRule
{
    /// <summary>GPT-2's regular expression; Whisper's too.</summary>
    Gpt2,

    /// <summary>Qwen2's regular expression.</summary>
    Qwen2,

    /// <summary>Numbers are cut out one by one, then GPT-2's expression on each stretch between; SmolLM2's rule.</summary>
    SmolLm,
}
