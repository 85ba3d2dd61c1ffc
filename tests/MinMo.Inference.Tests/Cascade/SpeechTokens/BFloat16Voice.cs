namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>As <see cref="TinyVoice"/>, its language model in bfloat16.</summary>
public sealed class BFloat16Voice() : TinyVoice(imitatedSeconds: 0, speaksInBFloat16: true);
