using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>What one call owns where the voice speaks by speech tokens.</summary>
internal sealed class TokenVoicePlace(int slot, LanePool lanes) : CascadePlace(slot, lanes), IReplyMemory
{
    /// <summary>Tokens of the reply; the language device writes, the voice device reads.</summary>
    public ReplyMemory Memory { get; } = new();

    /// <summary>What is being said. Voice device only.</summary>
    public SpeakingMouth Speaking { get; } = new();

    /// <inheritdoc />
    public override void Begin(SessionRequest request)
    {
        Memory.Clear();
        Speaking.Begin();
        base.Begin(request);
    }

    /// <inheritdoc />
    public override void End()
    {
        Memory.Clear();
        Speaking.Begin();
        base.End();
    }

    /// <inheritdoc />
    public void Forget(int position) => Memory.Forget(position);

    /// <inheritdoc />
    public void Keep(int position, int token, ReadOnlySpan<float> hidden) => Memory.Keep(position, token, hidden);
}
