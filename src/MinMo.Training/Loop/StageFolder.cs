using System.Text.Json;

namespace MinMo.Training.Loop;

/// <summary>What one stage keeps on disk: its place, its measures, and its result when it is done.</summary>
/// <param name="folder">Made on demand.</param>
public sealed class StageFolder(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Weights, optimizer and place of a stage under way.</summary>
    public string CheckpointFolder => Path.Combine(Folder, "checkpoint");

    /// <summary>Measures over steps, <c>step,seconds,measure,value</c>.</summary>
    public string MetricsFile => Path.Combine(Folder, "metrics.csv");

    /// <summary>The measures as a picture.</summary>
    public string PlotFile => Path.Combine(Folder, "loss.png");

    /// <summary>Steps, hours and measures of the finished stage; its presence says that the stage is done.</summary>
    public string SummaryFile => Path.Combine(Folder, "summary.json");

    /// <summary>Weights as later stages and bundles read them. Written at every checkpoint, so that a stage that was
    /// stopped early can be used too.</summary>
    public string ResultFolder => Path.Combine(Folder, "result");

    /// <summary>Whether the stage has come to its end.</summary>
    public bool IsDone => File.Exists(SummaryFile);

    /// <summary>Whether there is something to go on from.</summary>
    public bool IsStarted => Directory.Exists(CheckpointFolder);

    /// <summary>Says that the stage has come to its end.</summary>
    /// <param name="summary">What is remembered of it.</param>
    public void Finish(StageSummary summary)
        => File.WriteAllText(SummaryFile, JsonSerializer.Serialize(summary, TrainingJson.Default.StageSummary));

    /// <summary>Makes the folder.</summary>
    public void Create() => Directory.CreateDirectory(Folder);

    /// <summary>Forgets everything.</summary>
    public void Delete()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
