namespace MinMo.Models.CosyVoice.Language;

/// <summary>What stands at one position of the speech language model: always a row of a matrix.</summary>
/// <param name="Table">The matrix.</param>
/// <param name="Index">The row in it.</param>
public readonly record struct SpeechRow(SpeechTable Table, int Index)
{
    /// <summary>In front of everything.</summary>
    public static SpeechRow Start => new(SpeechTable.Mark, 0);

    /// <summary>Behind the text: from here on only speech.</summary>
    public static SpeechRow TurnOfSpeech => new(SpeechTable.Mark, 1);

    /// <summary>A text token.</summary>
    public static SpeechRow Text(int id) => new(SpeechTable.Text, id);

    /// <summary>A speech token.</summary>
    public static SpeechRow Speech(int id) => new(SpeechTable.Speech, id);
}
