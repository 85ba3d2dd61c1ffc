using System.Globalization;
using System.Text.RegularExpressions;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Judges;

namespace MinMo.Training.Evaluation.Answers;

/// <summary>Whether a reply says what it should, however a model writes it: digits or words, capitals or none.</summary>
public static partial class AnswerJudge
{
    // A bundle may have been told another name for itself than the one in the skills' texts.
    private const string NameInTexts = "nano";
    private const string NameOfOthers = "minmo";

    /// <summary>For every group one of its phrases occurs as whole words.</summary>
    /// <param name="exchange">What was asked.</param>
    /// <param name="reply">What was answered.</param>
    public static bool IsRight(Exchange exchange, string reply)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(reply);
        var said = Plain(reply);
        return !string.IsNullOrWhiteSpace(said) && exchange.Expected.All(group => group.SelectMany(Spellings)
            .Any(phrase => said.Contains(Plain(phrase), StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Spellings(string phrase)
        => phrase == NameInTexts ? [NameInTexts, NameOfOthers] : [phrase];

    // Single spaces around every word. "two hundred and fifty" is "two hundred fifty" is "250".
    private static string Plain(string text)
    {
        // A number with a comma is read as one, a row of digits digit by digit.
        var grouped = LongNumber().Replace(text, static match => long.Parse(match.Value, CultureInfo.InvariantCulture)
            .ToString("0,000", CultureInfo.InvariantCulture));
        return $" {string.Join(' ', SpokenWords.Of(grouped).Where(static word => word != "and"))} ";
    }

    [GeneratedRegex(@"(?<![\d,.:])[1-9]\d{3,14}(?![\d,:])|(?<![\d,.:])[1-9]\d\d(?![\d,:])")]
    private static partial Regex LongNumber();
}
