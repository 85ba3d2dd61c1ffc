using System.Globalization;
using MinMo.Models.Bundles;
using MinMo.Models.Sampling;
using MinMo.Training.Stages.Lora.Skills;
using Spectre.Console;

namespace MinMo.Cli.Train;

/// <summary>One examination.</summary>
internal sealed class ExamineRun(Surroundings surroundings, ExamineRequest request)
{
    private const int Seed = 77;

    /// <summary>Asks, and prints right answers by skill.</summary>
    public int Examine()
    {
        var adapter = LanguageAdapters.Find(request.Bundle, surroundings.Shipped, surroundings.Adapter);
        var graph = Directory.CreateTempSubdirectory("minmo-examine-");
        var (decoder, assistant) = SkillLessons.OpenAssistant(request.Bundle, adapter, Path.Combine(graph.FullName, "graph"));
        try
        {
            using (decoder)
            {
                Print(adapter, assistant);
            }
        }
        finally
        {
            graph.Delete(recursive: true);
        }

        return ExitCodes.Success;
    }

    private void Print(string? adapter, TypedAssistant assistant)
    {
        assistant.RepetitionPenalty = request.RepetitionPenalty ?? (adapter is null ? SamplingOptions.RepetitionPenaltyOfSmallModels : 1);
        surroundings.Error.WriteLine($"asking {request.Bundle.Name}, adapter {adapter ?? LanguageAdapters.None} ...");
        if (request.TextFile is { } text)
        {
            surroundings.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Path.GetFileName(text)}: {assistant.Surprise(File.ReadAllText(text)):F3} nats a token"));
        }

        var answers = new List<SkillAnswer>();
        foreach (var answer in new SkillExamination(assistant, Seed).Ask(
            request.Questions, Enum.Parse<CallerText>(request.Manner, ignoreCase: true), request.IsMisheard))
        {
            answers.Add(answer);
            if (request.ShowsMistakes && !answer.IsRight)
            {
                surroundings.Error.WriteLine($"{answer.Skill}: {answer.Question} | {string.Join("; ", answer.Reply.Calls)} | {answer.Reply.Text}");
            }
        }

        surroundings.OutputConsole.Write(TableOf(answers));
    }

    private static Table TableOf(List<SkillAnswer> answers)
    {
        var table = new Table().AddColumns("skill", "right", "asked", "%").Border(TableBorder.Simple);
        foreach (var skill in answers.GroupBy(static answer => answer.Skill).OrderBy(static skill => skill.Key, StringComparer.Ordinal))
        {
            Add(table, skill.Key, [.. skill]);
        }

        Add(table, "all", answers);
        return table;
    }

    private static void Add(Table table, string name, List<SkillAnswer> answers)
    {
        var right = answers.Count(static answer => answer.IsRight);
        table.AddRow(
            name, right.ToString(CultureInfo.InvariantCulture), answers.Count.ToString(CultureInfo.InvariantCulture),
            (100.0 * right / Math.Max(1, answers.Count)).ToString("F1", CultureInfo.InvariantCulture));
    }
}
