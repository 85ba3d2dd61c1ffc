namespace MinMo.LoadTest.Speech;

/// <summary>Where the callers' speech comes from: a synthesizer that says the words, or recordings of people.</summary>
public interface ICallerVoice
{
    /// <summary>Gives speech.</summary>
    /// <param name="request">What is to be said. A source of recordings gives one of the role instead of the words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>16 kHz, full scale at 1; the words begin and end somewhere inside.</returns>
    ValueTask<float[]> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken);
}
