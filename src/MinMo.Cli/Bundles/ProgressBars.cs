using MinMo.Models.Bundles.Installing;
using Spectre.Console;

namespace MinMo.Cli.Bundles;

/// <summary>One bar for each file; plain lines where there is no terminal.</summary>
internal sealed class ProgressBars : IProgress<BundleProgress>
{
    private readonly Lock _lock = new(); // guards _tasks
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private readonly ProgressContext _context;

    private ProgressBars(ProgressContext context) => _context = context;

    /// <summary>Runs an installation under bars.</summary>
    public static Task<T> RunAsync<T>(IAnsiConsole console, Func<IProgress<BundleProgress>, Task<T>> install)
        => console.Progress()
            .AutoRefresh(console.Profile.Capabilities.Interactive)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => install(new ProgressBars(context)));

    /// <inheritdoc/>
    public void Report(BundleProgress value)
    {
        lock (_lock)
        {
            if (!_tasks.TryGetValue(value.File, out var task))
            {
                task = _context.AddTask(Markup.Escape(value.File));
                _tasks.Add(value.File, task);
            }

            task.IsIndeterminate = value.TotalBytes is null;
            task.MaxValue = Math.Max(1, value.TotalBytes ?? value.DoneBytes);
            task.Value = value.DoneBytes;
        }
    }
}
