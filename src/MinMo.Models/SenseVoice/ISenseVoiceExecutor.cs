namespace MinMo.Models.SenseVoice;

/// <summary>Runs the network of a SenseVoiceSmall. Not for concurrent use.</summary>
public interface ISenseVoiceExecutor : IDisposable
{
    /// <summary>Logits of a batch; an item gives what it gives alone.</summary>
    /// <param name="input">At least one item, each of at least one row.</param>
    SenseVoiceOutput Run(SenseVoiceInput input);
}
