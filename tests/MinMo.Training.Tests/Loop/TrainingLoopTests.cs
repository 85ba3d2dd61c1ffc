using MinMo.Training.Loop;

namespace MinMo.Training.Tests.Loop;

public sealed class TrainingLoopTests : IDisposable
{
    private static readonly LoopSettings Settings = new(300, 0.1) { WarmUpSteps = 10, EvaluateEvery = 100, WeightDecay = 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("minmo-training-").FullName;

    private TrainingWorkspace Workspace => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_finds_the_line_and_leaves_measures_a_picture_and_a_summary()
    {
        using var task = new LineTask();

        var outcome = new TrainingLoop("line", Settings).Run(task, RunUntil(CancellationToken.None));

        Assert.Equal(StageOutcome.Done, outcome);
        Assert.Equal(3, task.Line.Slope, 0.05);
        Assert.Equal(-1, task.Line.Offset, 0.05);
        var folder = Workspace.Stage("line");
        Assert.True(folder.IsDone);
        Assert.True(new FileInfo(folder.PlotFile).Length > 1_000);
        Assert.Equal(3, new MetricsFile(folder.MetricsFile).Read().Count(static row => row.Measure == "distance"));
        Assert.True(File.Exists(Path.Combine(folder.ResultFolder, "line.txt")));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_weights()
    {
        using var whole = new LineTask();
        new TrainingLoop("whole", Settings).Run(whole, RunUntil(CancellationToken.None));

        using var interruption = new CancellationTokenSource();
        var steps = 0;
        using var first = new LineTask { BeforeStep = () => CancelAt(120, ref steps, interruption) };
        var stopped = new TrainingLoop("parts", Settings).Run(first, RunUntil(interruption.Token));
        using var second = new LineTask();
        var done = new TrainingLoop("parts", Settings).Run(second, RunUntil(CancellationToken.None));

        Assert.Equal(StageOutcome.Stopped, stopped);
        Assert.Equal(120, first.Steps);
        Assert.Equal(StageOutcome.Done, done);
        Assert.Equal(180, second.Steps);
        Assert.Equal(whole.Line.Slope, second.Line.Slope, 1e-6);
        Assert.Equal(whole.Line.Offset, second.Line.Offset, 1e-6);
    }

    [Fact]
    public void A_spent_budget_stops_before_the_first_step_and_keeps_the_place()
    {
        using var task = new LineTask();
        var budget = new TrainingBudget(TimeProvider.System, TimeSpan.Zero, CancellationToken.None);

        var outcome = new TrainingLoop("line", Settings).Run(task, new StageRun(Workspace, budget, new Progress<TrainingProgress>()));

        Assert.Equal(StageOutcome.Stopped, outcome);
        Assert.Equal(0, task.Steps);
        Assert.True(Workspace.Stage("line").IsStarted);
        Assert.False(Workspace.Stage("line").IsDone);
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(9, 0.1)]
    [InlineData(300, 0.003)]
    public void The_learning_rate_rises_and_falls(long step, double expected)
        => Assert.Equal(expected, Settings.RateAt(step), 1e-9);

    private StageRun RunUntil(CancellationToken token)
        => new(Workspace, new TrainingBudget(TimeProvider.System, null, token), new Progress<TrainingProgress>());

    private static void CancelAt(int last, ref int steps, CancellationTokenSource interruption)
    {
        if (++steps == last)
        {
            interruption.Cancel();
        }
    }
}
