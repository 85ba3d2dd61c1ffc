using System.CommandLine;
using MinMo.Models.Bundles;
using MinMo.Training.Loop;
using MinMo.Training.Plans;

namespace MinMo.Cli.Train;

/// <summary><c>minmo train</c>: trains a model on this machine, stage by stage.</summary>
internal static class TrainCommand
{
    private const string Description = """
        Train a model on this machine, stage by stage; what is done is skipped, what was stopped goes on.

        Examples:
          minmo train nano-en --list               the stages, and how far each one is
          minmo train nano-en                      everything from nothing
          minmo train nano-en --stage vocoder      one stage
          minmo train nano-en --budget 30m         stops after half an hour and keeps its place
          minmo train nano-en --trial              all of it in little, to see that it works here
          minmo train align --bundle minmo-8b      the four stages for parts that minmo models compose joined

        Corpora, checkpoints, metrics.csv and loss.png lie in $MINMO_HOME/training/NAME.
        Makes its corpora with espeak-ng, flite and a Piper voice (minmo models pull lite-en brings the voice).
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings) => new("train", Description)
    {
        PlanCommand(
            surroundings, NanoEnglishPlan.Name, "The small English model that ships, from corpora to bundle.", [],
            static (_, voice, scale) => (NanoEnglishPlan.Name, NanoEnglishPlan.Of(voice, scale))),
        AlignCommand(surroundings),
        LoraCommand.Create(surroundings),
        ExamineCommand.Create(surroundings),
    };

    private static Command AlignCommand(Surroundings surroundings)
    {
        var bundle = new Option<string>("--bundle") { Description = "The bundle whose parts are aligned.", Required = true };
        var tokenizer = new Option<string?>("--speech-tokenizer")
        {
            Description = "The result folder of a stage speech-tokenizer; stages 2 and 3 are left out without it.",
        };
        return PlanCommand(
            surroundings, AlignmentPlan.Name, "The four stages of MinMo for a bundle of any size (minmo models compose).",
            [bundle, tokenizer],
            (parsed, voice, scale) =>
            {
                var name = parsed.GetValue(bundle)!;
                return surroundings.Store.Resolve(name) is MinmoBundle parts
                    ? ($"{name}-aligned", AlignmentPlan.Of(parts, parsed.GetValue(tokenizer), voice, scale))
                    : throw new ArgumentException($"'{name}' is no bundle of the family minmo: there is nothing to align");
            });
    }

    private static Command PlanCommand(
        Surroundings surroundings, string name, string description, Option[] own,
        Func<ParseResult, Func<OwnedSpeaker>, TrainingScale, (string Folder, TrainingPlan Plan)> planOf)
    {
        var options = new TrainOptions();
        var command = new Command(name, description)
        {
            options.Stage, options.Budget, options.Threads, options.Resume, options.Redo, options.List, options.Trial,
            options.Folder,
        };
        foreach (var option in own)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, $"train {name}", () =>
        {
            var isTrial = parsed.GetValue(options.Trial);
            var (folder, plan) = planOf(
                parsed, () => OwnedSpeaker.Piper(AgentVoice(surroundings.Store), TimeProvider.System),
                isTrial ? TrainingScale.Trial : TrainingScale.Full);
            var workspace = new TrainingWorkspace(
                parsed.GetValue(options.Folder) ?? Path.Combine(surroundings.Home, "training", isTrial ? folder + "-trial" : folder));
            var run = new TrainRun(surroundings, plan, workspace);
            if (parsed.GetValue(options.List))
            {
                return Task.FromResult(run.List());
            }

            var budget = new TrainingBudget(TimeProvider.System, parsed.GetValue(options.Budget), cancellationToken);
            return Task.FromResult(run.Train(
                new TrainRequest(parsed.GetValue(options.Stage), parsed.GetValue(options.Redo), parsed.GetValue(options.Threads)),
                budget));
        }));
        return command;
    }

    private static string AgentVoice(BundleStore bundles) => ((CascadeBundle)bundles.Resolve(LiteEnglish.Name)).VoiceFolder;
}
