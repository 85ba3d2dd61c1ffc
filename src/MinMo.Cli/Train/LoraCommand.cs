using System.CommandLine;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Lora;

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

        Tools may be called in an answer: <tool_call>calculate 17 plus 5</tool_call><tool_response>twenty two
        </tool_response>That makes twenty two.  The response is not learnt: the engine writes it.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var (options, shared) = (new LoraOptions(), new TrainOptions());
        var command = new Command("lora", Description)
        {
            options.Bundle, options.Data, options.HeldOut, options.Rank, options.Steps, options.Rate, options.BatchTokens,
            options.Seed, options.Output, shared.Budget, shared.Threads, shared.Folder,
        };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "train lora", () =>
        {
            var store = surroundings.Store;
            var bundle = store.Open(parsed.GetValue(options.Bundle) ?? store.DefaultName() ?? Models.Bundles.LiteEnglish.Name);
            var workspace = new TrainingWorkspace(
                parsed.GetValue(shared.Folder) ?? Path.Combine(surroundings.Home, "training", $"{bundle.Name}-lora"));
            var budget = new TrainingBudget(TimeProvider.System, parsed.GetValue(shared.Budget), cancellationToken);
            TensorThreads.Use(parsed.GetValue(shared.Threads));
            var request = new LoraRequest(bundle, parsed.GetRequiredValue(options.Data))
            {
                HeldOutFile = parsed.GetValue(options.HeldOut),
                Steps = parsed.GetValue(options.Steps),
                LearningRate = parsed.GetValue(options.Rate),
                Seed = parsed.GetValue(options.Seed),
                Settings = new LoraSettings
                {
                    Rank = parsed.GetValue(options.Rank),
                    Alpha = 2 * parsed.GetValue(options.Rank),
                    BatchTokens = parsed.GetValue(options.BatchTokens),
                },
            };
            return Task.FromResult(new LoraRun(surroundings, request, parsed.GetValue(options.Output)).Train(workspace, budget));
        }));
        return command;
    }
}
