using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Plans;

/// <summary>A voice that was opened for one stage.</summary>
/// <param name="Speaker">Reads text.</param>
/// <param name="Owner">Disposed of when the stage ends.</param>
public sealed record OwnedSpeaker(ISpeaker Speaker, IAsyncDisposable Owner)
{
    /// <summary>A Piper voice with its noise at 0.</summary>
    /// <param name="path">As <see cref="PiperSpeaker.Open"/> takes it.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FileNotFoundException">The voice is not installed.</exception>
    public static OwnedSpeaker Piper(string path, TimeProvider time)
    {
        var piper = PiperSpeaker.Open(path, time);
        return new OwnedSpeaker(piper, piper);
    }
}
