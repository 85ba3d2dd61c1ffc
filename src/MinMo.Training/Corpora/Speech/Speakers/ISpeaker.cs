namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>A voice that reads text. Safe for concurrent use.</summary>
public interface ISpeaker
{
    /// <summary>Which voice, e.g. <c>flite slt</c>.</summary>
    string Name { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">Words and punctuation.</param>
    /// <param name="manner">Rate and pitch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>16 kHz, full scale at 1, at the voice's own level, with its own silence at both ends.</returns>
    ValueTask<float[]> SpeakAsync(string text, SpeakingManner manner, CancellationToken cancellationToken);
}
