using System.CommandLine;

namespace MinMo.Cli.Train;

/// <summary>The options of <c>train lora</c> beside those that every training has.</summary>
internal sealed class LoraOptions
{
    public Option<string?> Bundle { get; } = new("--bundle") { Description = "The installed bundle whose language model is adapted; default as in serve." };

    public Option<string?> Data { get; } = new("--data")
    {
        Description = """A file with one dialogue a line: {"messages":[{"role":"user","content":"..."},{"role":"assistant","content":"..."}]}.""",
    };

    public Option<bool> Skills { get; } = new("--skills") { Description = "In place of --data: the skills of a phone assistant, written by script." };

    public Option<int> Dialogues { get; } = new("--dialogues") { Description = "With --skills: how many dialogues.", DefaultValueFactory = static _ => 5_200 };

    public Option<string?> HeldOut { get; } = new("--held-out") { Description = "A file like --data to measure on; default: every twentieth dialogue of --data." };

    public Option<int> Rank { get; } = new("--rank") { Description = "Rank of the updates.", DefaultValueFactory = static _ => 8 };

    public Option<long?> Steps { get; } = new("--steps") { Description = "Optimizer steps; default: three passes over the data." };

    public Option<double> Rate { get; } = new("--rate") { Description = "The highest learning rate.", DefaultValueFactory = static _ => 2e-3 };

    public Option<int> BatchTokens { get; } = new("--batch-tokens") { Description = "Most tokens of a batch.", DefaultValueFactory = static _ => 448 };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of first weights and order.", DefaultValueFactory = static _ => 1 };

    public Option<string?> Output { get; } = new("--output") { Description = "Where the finished adapter is copied to, a folder." };
}
