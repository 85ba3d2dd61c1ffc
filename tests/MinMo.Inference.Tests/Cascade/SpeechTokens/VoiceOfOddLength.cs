namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>As <see cref="TinyVoice"/>, with a recording of 24 tokens: one token of a reply completes its mask chunk.</summary>
public sealed class VoiceOfOddLength() : TinyVoice(imitatedSeconds: 0.96);
