using MinMo.Models.Whisper;

namespace MinMo.PeerTrials.Hearing;

/// <summary>Our recognizer, one utterance at a time.</summary>
internal sealed class OwnPeer(string name, WhisperRecognizer recognizer) : IHearingPeer
{
    public string Name => name;

    public Task<string> RecognizeAsync(float[] samples)
        => Task.FromResult(recognizer.Recognize([new WhisperUtterance(samples)])[0].Text);

    public ValueTask DisposeAsync()
    {
        recognizer.Dispose();
        return ValueTask.CompletedTask;
    }
}
