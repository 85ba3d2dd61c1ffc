using System.Runtime.InteropServices;
using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Reports;
using MinMo.LoadTest.Runs;
using MinMo.LoadTest.Shapes;
using MinMo.LoadTest.Speech;
using Spectre.Console;

namespace MinMo.Cli.Load;

/// <summary>A node and a repertoire on which runs are played, one after the other.</summary>
internal sealed class LoadSession : IAsyncDisposable
{
    private const double Gigabyte = 1e9;

    private readonly Surroundings _surroundings;
    private readonly LoadOptions _options;
    private readonly Repertoire _repertoire;
    private readonly TestedNode _node;
    private readonly RealtimeLines _lines;
    private readonly PrometheusWatch _watch;

    private LoadSession(Surroundings surroundings, LoadOptions options, Repertoire repertoire, TestedNode node)
    {
        (_surroundings, _options, _repertoire, _node) = (surroundings, options, repertoire, node);
        _lines = new RealtimeLines(node.Address, options.Model, options.Key, TimeProvider.System);
        _watch = new PrometheusWatch(node.Address, options.Key);
    }

    /// <summary>Makes the callers' speech, then finds or starts the node.</summary>
    public static async Task<LoadSession> OpenAsync(
        Surroundings surroundings, LoadOptions options, CancellationToken cancellationToken)
    {
        var repertoire = await CallerVoiceChoice.PrepareAsync(options, cancellationToken);
        await surroundings.Error.WriteLineAsync(FormattableString.Invariant(
            $"{repertoire.Count} dialogues are ready, {repertoire.Speech.TotalSeconds:F0} s of speech"));
        var session = new LoadSession(
            surroundings, options, repertoire, await TestedNode.OpenAsync(surroundings, options, cancellationToken));
        if (options.WarmUp > TimeSpan.Zero)
        {
            await surroundings.Error.WriteLineAsync(FormattableString.Invariant(
                $"warming up for {options.WarmUp.TotalSeconds:F0} s, uncounted"));
            await session.WarmUpAsync(cancellationToken);
        }

        return session;
    }

    /// <summary>Plays one run.</summary>
    public async Task<LoadReport> PlayAsync(LoadShape shape, int seed, CancellationToken cancellationToken)
    {
        string?[] tenants = _options.Tenants == 1
            ? [null]
            : [.. Enumerable.Range(1, _options.Tenants).Select(static number => FormattableString.Invariant($"tenant-{number}"))];
        var run = new LoadRun(_lines, _repertoire, _watch, TimeProvider.System);
        var outcome = await _surroundings.ErrorConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("calls", maxValue: shape.Duration.TotalSeconds);
                using var timer = new Timer(
                    _ =>
                    {
                        bar.Increment(1);
                        bar.Description = $"{run.ActiveCalls} calls, {run.RefusalCount} refusals";
                    },
                    null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
                return await run.PlayAsync(new LoadPlan(shape, tenants, seed), cancellationToken);
            });
        return LoadReport.Of(await HeadingAsync(seed, cancellationToken), outcome);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _lines.Dispose();
        await _node.DisposeAsync();
    }

    // The first calls of a process find code that has not run, or not often enough to be compiled for good.
    private Task<LoadOutcome> WarmUpAsync(CancellationToken cancellationToken)
    {
        var shape = new LoadShape(
            LoadShapeKind.Plateau, Math.Min(_options.Calls, _repertoire.Count), _options.WarmUp);
        return new LoadRun(_lines, _repertoire, _watch, TimeProvider.System)
            .PlayAsync(new LoadPlan(shape, [null], _options.Seed) { Attempts = 1 }, cancellationToken);
    }

    private async Task<RunHeading> HeadingAsync(int seed, CancellationToken cancellationToken)
        => new(
            _options.CommandLine,
            VersionCommand.OwnVersion(),
            _options.Model ?? await NodeHealth.DefaultBundleAsync(_node.Address, cancellationToken) ?? "the node's default",
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{ProcessorName.Find() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte:F0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"),
            seed,
            TimeProvider.System.GetUtcNow());
}
