using MinMo.Training.Loop;
using Spectre.Console;

namespace MinMo.Cli.Train;

/// <summary>One bar for each stage.</summary>
/// <param name="context">The bars of the terminal.</param>
internal sealed class TrainBars(ProgressContext context) : IProgress<TrainingProgress>
{
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (!_tasks.TryGetValue(value.Stage, out var task))
        {
            task = context.AddTask(Markup.Escape(value.Stage));
            _tasks.Add(value.Stage, task);
        }

        task.Description = Markup.Escape($"{value.Stage}  {value.Measures}");
        task.MaxValue = Math.Max(1, value.Total);
        task.Value = value.Done;
    }
}
