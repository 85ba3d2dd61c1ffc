using MinMo.Conversation.Tools;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Evaluation.HeldOut;

/// <summary>Dialogues of all skills in phrasings that are never trained on.</summary>
public static class HeldOutQuestions
{
    private const int MostDialogues = 100_000;

    /// <summary>Writes dialogues until they hold enough questions; the skills take turns. Dialogues in which the caller
    /// says nothing are left out: nobody can ask that.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="questions">At least as many exchanges, in all dialogues together.</param>
    public static IReadOnlyList<Dialogue> Write(int seed, int questions)
    {
        var written = new List<Dialogue>();
        var count = 0;
        foreach (var dialogue in SkillDialogues.Write(seed, MostDialogues, heldOut: true)
            .Where(static dialogue => dialogue.Exchanges.All(static exchange => exchange.User.Length > 0)))
        {
            if (count >= questions)
            {
                break;
            }

            written.Add(dialogue);
            count += dialogue.Exchanges.Count;
        }

        return written;
    }

    /// <summary>What is expected when the question is asked at a certain time: dates and times are worked out again.
    /// </summary>
    /// <param name="dialogue">As written.</param>
    /// <param name="exchange">Which of its exchanges.</param>
    /// <param name="now">The caller's local time.</param>
    public static Exchange At(Dialogue dialogue, int exchange, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tool in dialogue.Exchanges.Take(exchange + 1).SelectMany(static asked => asked.Tools))
        {
            answers[tool.Response] = BuiltInTools.Run(tool.Call, now);
        }

        var asked = dialogue.Exchanges[exchange];
        return asked with
        {
            Expected = [.. asked.Expected.Select(group => group.Select(phrase => answers.GetValueOrDefault(phrase, phrase)).ToArray())],
        };
    }
}
