using MinMo.Training.Loop;
using Spectre.Console;

namespace MinMo.Cli.Train;

/// <summary>Shows how far a training is: bars on a terminal, lines elsewhere.</summary>
internal static class TrainProgress
{
    /// <summary>Trains and shows how far it is.</summary>
    public static void Show(Surroundings surroundings, Action<IProgress<TrainingProgress>> train)
    {
        if (!surroundings.ErrorConsole.Profile.Capabilities.Interactive)
        {
            train(new TrainLines(surroundings.Error, TimeProvider.System));
            return;
        }

        surroundings.ErrorConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => train(new TrainBars(context)));
    }
}
