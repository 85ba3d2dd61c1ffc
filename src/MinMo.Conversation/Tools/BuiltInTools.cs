namespace MinMo.Conversation.Tools;

/// <summary>
/// The small tools that every model may call in its reply: arithmetic, unit conversion, dates, times and spelling. Words
/// or digits in, words out; pure: what "now" is comes with the call.
/// </summary>
public static class BuiltInTools
{
    /// <summary>What is answered where a call is not understood or has no answer (a division by zero).</summary>
    public const string Unknown = "unknown";

    /// <summary>Runs one call: "calculate seventeen plus five", "convert ten miles to kilometers", "date tomorrow",
    /// "time in twenty minutes", "spell clark", "join p a t h".</summary>
    /// <param name="call">The tool's name and what it is asked, in words or digits; case does not matter.</param>
    /// <param name="now">The caller's local time.</param>
    /// <returns>The answer in lower-case words, or <see cref="Unknown"/>.</returns>
    public static string Run(string call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        var words = ToolWords.Split(call);
        if (words.Length < 2)
        {
            return Unknown;
        }
        var asked = words[1..];
        return words[0] switch
        {
            "calculate" => Calculation.Answer(asked),
            "convert" => UnitConversion.Answer(asked),
            "date" => CalendarAnswers.Answer(asked, now),
            "time" => ClockAnswers.Answer(asked, now),
            "spell" => Spelling.Spell(asked),
            "join" => Spelling.Join(asked),
            _ => null,
        } ?? Unknown;
    }
}
