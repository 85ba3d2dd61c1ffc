namespace MinMo.Cli.Doctor;

/// <summary>What the self-test gave.</summary>
/// <param name="Question">What the voice was told to ask.</param>
/// <param name="Heard">What the ears made of it.</param>
/// <param name="Answer">The first clause of the reply.</param>
/// <param name="QuestionLength">How long the question's audio is.</param>
/// <param name="Times">How long each part took.</param>
internal sealed record SelfTestResult(
    string Question, string Heard, string Answer, TimeSpan QuestionLength, SelfTestTimes Times)
{
    /// <summary>Whether the words came through: all of the question's, in order, whatever the punctuation.</summary>
    public bool IsUnderstood => Words(Heard).SequenceEqual(Words(Question)) && Answer.Length > 0;

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static word => new string([.. word.Where(char.IsLetterOrDigit)]).ToUpperInvariant())
        .Where(static word => word.Length > 0);
}
