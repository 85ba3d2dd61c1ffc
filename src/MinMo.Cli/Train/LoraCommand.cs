using System.CommandLine;
using MinMo.Models.Bundles;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Lora;
using MinMo.Training.Stages.Lora.Skills;

namespace MinMo.Cli.Train;

/// <summary><c>minmo train lora</c>: adapts the language model of a bundle to dialogues of one's own.</summary>
internal static class LoraCommand
{
    private const string Description = """
        Train a low-rank adapter of a bundle's language model on dialogues of your own; only what the assistant says is
        learnt. What was stopped goes on.

        Examples:
          minmo train lora --bundle lite-en --data calls.jsonl
          minmo train lora --bundle lite-en --data calls.jsonl --rank 16 --steps 2000 --budget 2h --output my-adapter
          minmo talk question.wav --adapter my-adapter
          minmo train lora --bundle lite-en --skills --steps 560 --output models/lite-en-skills

        Tools may be called in an answer: <tool_call>calculate 17 plus 5</tool_call><tool_response>twenty two
        </tool_response>That makes twenty two.  The response is not learnt: the engine writes it.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var (options, shared) = (new LoraOptions(), new TrainOptions());
        var command = new Command("lora", Description)
        {
            options.Bundle, options.Data, options.Skills, options.Dialogues, options.HeldOut, options.Rank, options.Steps, options.Rate, options.BatchTokens,
            options.Seed, options.Output, shared.Budget, shared.Threads, shared.Folder,
        };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "train lora", () =>
        {
            var store = surroundings.Store;
            var bundle = store.Open(parsed.GetValue(options.Bundle) ?? store.DefaultName() ?? LiteEnglish.Name);
            var workspace = new TrainingWorkspace(
                parsed.GetValue(shared.Folder) ?? Path.Combine(surroundings.Home, "training", $"{bundle.Name}-lora"));
            var budget = new TrainingBudget(TimeProvider.System, parsed.GetValue(shared.Budget), cancellationToken);
            TensorThreads.Use(parsed.GetValue(shared.Threads));
            var (data, heldOut) = Files(parsed, options, bundle, workspace);
            var request = new LoraRequest(bundle, data)
            {
                HeldOutFile = heldOut,
                Steps = parsed.GetValue(options.Steps),
                LearningRate = parsed.GetValue(options.Rate),
                Seed = parsed.GetValue(options.Seed),
                Settings = new LoraSettings
                {
                    Adapter = AdapterShape.Default with { Rank = parsed.GetValue(options.Rank), Alpha = 2 * parsed.GetValue(options.Rank) },
                    BatchTokens = parsed.GetValue(options.BatchTokens),
                },
            };
            return Task.FromResult(new LoraRun(surroundings, request, parsed.GetValue(options.Output)).Train(workspace, budget));
        }));
        return command;
    }

    private static (string Data, string? HeldOut) Files(
        ParseResult parsed, LoraOptions options, Bundle bundle, TrainingWorkspace workspace)
    {
        var data = parsed.GetValue(options.Data);
        if (data is null != parsed.GetValue(options.Skills))
        {
            throw new ArgumentException("give either --data FILE or --skills");
        }

        if (data is not null)
        {
            return (data, parsed.GetValue(options.HeldOut));
        }

        var skills = new SkillLessons(workspace.CorpusFolder("skills"));
        skills.EnsureWritten(bundle, parsed.GetValue(options.Dialogues));
        return (skills.TrainedFile, skills.HeldOutFile);
    }
}
