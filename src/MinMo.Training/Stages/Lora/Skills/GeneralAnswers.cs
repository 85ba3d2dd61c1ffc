using MinMo.Abstractions.Settings;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>The unchanged model's own answers to open questions, cut to two sentences.</summary>
public static class GeneralAnswers
{
    private const int LongestAnswer = 40; // tokens

    /// <summary>Most tokens that an answer needs of <see cref="TypedAssistant.MaximumTokens"/>.</summary>
    public static int MaximumTokens => LongestAnswer;

    /// <summary>Asks the model; answers without a whole sentence are left out.</summary>
    /// <param name="model">Before it is adapted.</param>
    /// <param name="seed">Of the questions.</param>
    /// <param name="ofEachPattern">Questions of every pattern.</param>
    public static IEnumerable<IReadOnlyList<LoraMessage>> Ask(TypedAssistant model, int seed, int ofEachPattern)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var question in GeneralQuestions.Write(new Random(seed), ofEachPattern))
        {
            LoraMessage[] prompt = [new("system", CallSettings.DefaultInstructions), new("user", question)];
            if (Sentences(model.Reply(prompt, static _ => "unknown").Text) is { Length: > 0 } answer)
            {
                yield return [.. prompt, new LoraMessage("assistant", answer)];
            }
        }
    }

    private static string Sentences(string text)
    {
        var line = text.Split('\n')[0].Trim();
        var end = -1;
        for (var count = 0; count < 2; count++)
        {
            var next = line.IndexOfAny(['.', '!'], end + 1);
            while (next >= 0 && next + 1 < line.Length && line[next + 1] != ' ')
            {
                next = line.IndexOfAny(['.', '!'], next + 1);
            }

            if (next < 0)
            {
                break;
            }

            end = next;
        }

        return line[..(end + 1)];
    }
}
