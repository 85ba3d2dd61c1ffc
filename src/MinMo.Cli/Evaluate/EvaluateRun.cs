using MinMo.Cli.Evaluate.Measures;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Node;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;
using MinMo.Models.Bundles;
using MinMo.Models.Phonemes;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Judges;
using Spectre.Console;

namespace MinMo.Cli.Evaluate;

/// <summary>One run of <c>minmo eval</c>: starts the engine, measures, prints.</summary>
internal sealed class EvaluateRun(Surroundings surroundings, EvaluateOptions options, TimeProvider time)
{
    /// <summary>Measures and prints.</summary>
    /// <returns>The exit code: 0 also where targets are missed or tools are not there, 1 where the engine failed.</returns>
    /// <exception cref="ArgumentException">There is no such measure.</exception>
    public Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var measures = Catalogue.Choose(surroundings, options);
        return new LocalNode(surroundings).RunAsync(options.Bundle, async lines =>
        {
            var report = await MeasureAsync(measures, lines, cancellationToken);
            if (options.Json)
            {
                ReportJson.Write(surroundings.Output, report);
            }
            else
            {
                ReportText.Write(surroundings.OutputConsole, report);
            }

            return report.Rows.Any(static row => row.Failed) ? ExitCodes.Failed : ExitCodes.Success;
        }, cancellationToken);
    }

    private async Task<EvaluationReport> MeasureAsync(
        IReadOnlyList<IEvaluationMeasure> measures, ICallLines lines, CancellationToken cancellationToken)
    {
        await using var voices = new JudgingVoices(surroundings, time);
        using var wrong = new WrongAnswers(options.Wrong);
        var context = new EvaluationContext(lines, options, voices, time) { Wrong = wrong };
        var began = time.GetTimestamp();
        var rows = new List<EvaluationRow>();
        await surroundings.ErrorConsole.Progress()
            .AutoRefresh(surroundings.ErrorConsole.Profile.Capabilities.Interactive)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bars = measures.Select(measure =>
                    progress.AddTask(Markup.Escape(measure.About), autoStart: false, Math.Max(1, measure.Trials(options.Scale)))).ToArray();
                foreach (var (measure, bar) in measures.Zip(bars))
                {
                    var started = time.GetTimestamp();
                    bar.StartTask();
                    rows.AddRange(await MeasureAsync(measure, context, () => bar.Increment(1), cancellationToken));
                    bar.Value = bar.MaxValue;
                    bar.StopTask();
                    Announce(measure, time.GetElapsedTime(started));
                }
            });
        return new EvaluationReport(
            options.Bundle, options.Seed, ReferenceEquals(options.Scale, EvaluationScale.Quick), time.GetElapsedTime(began).TotalSeconds, rows);
    }

    // Bars say it where there is a terminal.
    private void Announce(IEvaluationMeasure measure, TimeSpan lasted)
    {
        if (!surroundings.ErrorConsole.Profile.Capabilities.Interactive)
        {
            surroundings.Error.WriteLine(FormattableString.Invariant($"{measure.Name}: {lasted.TotalSeconds:F0} s"));
        }
    }

    // A tool that is missing costs its own rows only.
    private static async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        IEvaluationMeasure measure, EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        try
        {
            return await measure.MeasureAsync(context, trial, cancellationToken);
        }
        catch (Exception missing) when (IsMissing(missing))
        {
            return [EvaluationRow.Missing(measure.Name, missing.Message)];
        }
        catch (TalkException failed)
        {
            return [EvaluationRow.Missing(measure.Name, failed.Message) with { Failed = true }];
        }
    }

    private static bool IsMissing(Exception problem) => problem is SpeechProgramException or JudgeNotInstalledException
        or BundleNotInstalledException or PhonemizerException or FileNotFoundException;
}
