namespace MinMo.Models.CosyVoice.Language;

/// <summary>The speech language model gave an id that cannot stand where it was chosen.</summary>
/// <param name="id">The id.</param>
public sealed class UnexpectedSpeechIdException(int id) : Exception($"the id {id} cannot stand here")
{
    /// <summary>The id.</summary>
    public int Id { get; } = id;
}
