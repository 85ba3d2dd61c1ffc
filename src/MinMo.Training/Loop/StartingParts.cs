namespace MinMo.Training.Loop;

/// <summary>Parts that a plan was given to start from, where a stage would otherwise draw them at random.</summary>
public static class StartingParts
{
    /// <summary>The stage that gives them.</summary>
    public const string StageName = "start";

    /// <summary>Folder of the input projector in its result.</summary>
    public const string ProjectorFolder = "input-projector";

    /// <summary>Folder of the duplex predictor in its result.</summary>
    public const string PredictorFolder = "duplex-predictor";

    /// <summary>Where a part lies; null if the plan was not given it.</summary>
    public static string? Find(TrainingWorkspace workspace, string part)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var folder = Path.Combine(workspace.Stage(StageName).ResultFolder, part);
        return Directory.Exists(folder) ? folder : null;
    }
}
