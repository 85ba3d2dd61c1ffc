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

        Corpora, checkpoints, metrics.csv and loss.png lie in $MINMO_HOME/training/NAME.
        Makes its corpora with espeak-ng, flite and a Piper voice (minmo models pull lite-en brings the voice).
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings) => new("train", Description)
    {
        PlanCommand(surroundings, NanoEnglishPlan.Name, "The small English model that ships, from corpora to bundle."),
        LoraCommand.Create(surroundings),
        ExamineCommand.Create(surroundings),
    };

    private static Command PlanCommand(Surroundings surroundings, string name, string description)
    {
        var options = new TrainOptions();
        var command = new Command(name, description)
        {
            options.Stage, options.Budget, options.Threads, options.Resume, options.Redo, options.List, options.Trial,
            options.Folder,
        };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, $"train {name}", () =>
        {
            var isTrial = parsed.GetValue(options.Trial);
            var workspace = new TrainingWorkspace(
                parsed.GetValue(options.Folder) ?? Path.Combine(surroundings.Home, "training", isTrial ? name + "-trial" : name));
            var plan = NanoEnglishPlan.Of(
                () => OwnedSpeaker.Piper(AgentVoice(surroundings.Store), TimeProvider.System),
                isTrial ? TrainingScale.Trial : TrainingScale.Full);
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
