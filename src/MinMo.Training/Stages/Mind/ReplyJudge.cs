using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>Whether a reply says what it should.</summary>
internal static class ReplyJudge
{
    /// <summary>For every group one of its phrases occurs as whole words.</summary>
    public static bool IsRight(Exchange exchange, string reply)
    {
        var said = Plain(reply);
        return exchange.Expected.All(group => group.Any(phrase => said.Contains(Plain(phrase), StringComparison.Ordinal)));
    }

    // Single spaces around every word, no marks.
    private static string Plain(string text)
    {
        var words = text.Split([' ', '.', ',', '?', '!'], StringSplitOptions.RemoveEmptyEntries);
        return $" {string.Join(' ', words)} ";
    }
}
