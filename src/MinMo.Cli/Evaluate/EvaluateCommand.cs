using System.CommandLine;
using MinMo.Cli.Evaluate.Measures;

namespace MinMo.Cli.Evaluate;

/// <summary><c>minmo eval</c>: one table of what a bundle can do.</summary>
internal static class EvaluateCommand
{
    private const string Description = """
        Measure a bundle on held-out data, made on the spot by script and seed, and print one table with the targets.

        Examples:
          minmo eval nano-en
          minmo eval lite-en --only hearing,questions --quick
          minmo eval nano-en --json > numbers.json
          minmo eval lite-en --only typed --adapter none       before its low-rank adapter was trained
          minmo eval nano-en --set LibriSpeech/test-clean      a data set of your own

        Held-out callers are made with espeak-ng and flite; replies are judged with pocketsphinx and with the Whisper of
        lite-en, against the Piper voice of lite-en. What is missing is said in its row. MINMO_HUMAN_SPEECH names a folder
        of recordings of people with clips.tsv. Data sets: LibriSpeech folders, Fleurs and Common Voice TSV, and calls of
        two channels with RTTM or TextGrid (first channel: the caller).
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var bundle = new Argument<string?>("bundle")
        {
            Description = "The bundle; default: the one that calls get.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var only = new Option<string?>("--only") { Description = $"Measures, separated by commas: {string.Join(", ", Catalogue.Names)}." };
        var quick = new Option<bool>("--quick") { Description = "A few trials of each: to see that it works." };
        var set = new Option<string?>("--set") { Description = "A folder with data of your own in place of held-out data." };
        var seed = new Option<int>("--seed") { Description = "Of the held-out data.", DefaultValueFactory = _ => EvaluateOptions.DefaultSeed };
        var json = new Option<bool>("--json") { Description = "One JSON object in place of the table." };
        var wrong = new Option<string?>("--wrong") { Description = "A file for the questions that were answered wrongly, JSON lines." };
        var adapter = new Option<string?>("--adapter") { Description = Surroundings.AboutAdapter };
        var command = new Command("eval", Description) { bundle, only, quick, set, seed, wrong, adapter, json };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "eval", () =>
        {
            var options = new EvaluateOptions(parsed.GetValue(bundle))
            {
                Scale = parsed.GetValue(quick) ? EvaluationScale.Quick : EvaluationScale.Full,
                Only = parsed.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                Set = parsed.GetValue(set),
                Seed = parsed.GetValue(seed),
                Wrong = parsed.GetValue(wrong),
                Json = parsed.GetValue(json),
            };
            return new EvaluateRun(surroundings.With(parsed.GetValue(adapter)), options, TimeProvider.System).RunAsync(cancellationToken);
        }));
        return command;
    }
}
