namespace MinMo.Models.Whisper;

/// <summary>Runs Whisper's encoder and decoder. Not for concurrent use: one device thread drives it.</summary>
internal interface IWhisperExecutor : IDisposable
{
    WhisperConfiguration Configuration { get; }

    /// <summary>Encodes windows and begins a transcript for each.</summary>
    /// <returns>Owned by the caller; to be disposed before the executor.</returns>
    IWhisperBatch Encode(IReadOnlyList<WhisperWindow> windows);
}
