namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>As <see cref="TinyVoice"/>, with a recording that is imitated.</summary>
public sealed class ImitatingVoice() : TinyVoice(imitatedSeconds: 2);
