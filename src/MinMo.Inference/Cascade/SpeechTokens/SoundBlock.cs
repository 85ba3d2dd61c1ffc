namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>A stretch of a reply's sound that can be rendered.</summary>
/// <param name="Reply">What it belongs to.</param>
/// <param name="EndFrame">The frame of the reply up to which it goes.</param>
/// <param name="Gain">Factor on the samples.</param>
internal sealed record SoundBlock(SpokenReply Reply, long EndFrame, float Gain)
{
    /// <summary>Whether all of it was rendered.</summary>
    public bool Ended => Reply.Unheard.IsEmpty && (Reply.Frames.Frames >= EndFrame || Reply.Frames.IsFinished);
}
