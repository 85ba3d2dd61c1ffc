using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Duplex;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Speech;
using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Plans;

/// <summary>Joins what the other stages have trained so far to a bundle in half precision, ready to talk.</summary>
/// <remarks>Each part is taken from the last stage that trained it and has a result. The stage counts as done only when
/// all others are; until then it is made again each time.</remarks>
/// <param name="name">The bundle's name.</param>
/// <param name="about">One line for people.</param>
/// <param name="others">Names of the stages that must be done for the bundle to be final.</param>
public sealed class BundleStage(string name, string about, IReadOnlyList<string> others) : ITrainingStage
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "bundle";

    private const string Licence = "Apache-2.0";

    // Latest first: stages that train the voice language model together with the projection in front of it.
    private static readonly string[] Speakers =
        [SpeakingTask.SpeechToSpeechName, SpeakingTask.TextToSpeechName, VoiceLanguageTask.StageName];

    // Latest first: the stage, and where in its result the part lies.
    private static readonly Dictionary<BundlePartKind, (string Stage, string Folder)[]> Makers = new()
    {
        [BundlePartKind.SpeechEncoder] = [(AlignmentTask.FullAlignName, HearingModel.EncoderFolder), (EncoderTask.StageName, "")],
        [BundlePartKind.InputProjector] = [(AlignmentTask.FullAlignName, HearingModel.ProjectorFolder), (AlignmentTask.PreAlignName, HearingModel.ProjectorFolder)],
        [BundlePartKind.LanguageModel] = [(SpokenTuningTask.StageName, SpokenTuningTask.MindFolder), (LanguageTask.StageName, "")],
        [BundlePartKind.DuplexPredictor] = [(DuplexTask.StageName, "")],
        [BundlePartKind.OutputProjector] = [.. Speakers.Select(static stage => (stage, VoiceLanguageTask.ProjectionFolder))],
        [BundlePartKind.VoiceLanguageModel] = [.. Speakers.Select(static stage => (stage, VoiceLanguageTask.ModelFolder))],
        [BundlePartKind.MelDecoder] = [(FlowTask.StageName, "")],
        [BundlePartKind.Vocoder] = [(VocoderTask.StageName, "")],
    };

    /// <summary>See <see cref="BundleManifest.ReadsWrittenText"/>.</summary>
    public bool ReadsWrittenText { get; init; }

    /// <inheritdoc/>
    public string Name => StageName;

    /// <inheritdoc/>
    public string About => "all parts, in half precision, as a bundle";

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs =>
    [
        TokenizerStage.StageName, LanguageTask.StageName, AlignmentTask.PreAlignName, DuplexTask.StageName,
        FlowTask.StageName, VocoderTask.StageName, VoiceLanguageTask.StageName,
    ];

    /// <summary>Where the bundle of a workspace lies.</summary>
    public static string FolderOf(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.Stage(StageName).ResultFolder;
    }

    /// <inheritdoc/>
    public bool IsUsable(TrainingWorkspace workspace) => File.Exists(Path.Combine(FolderOf(workspace), BundleManifest.FileName));

    /// <inheritdoc/>
    /// <exception cref="BundleFormatException">A part is not what it should be.</exception>
    public StageOutcome Run(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (workspace, begin) = (run.Workspace, run.Budget.Spent);
        var parts = new MinmoBundleParts(
            BundleFamily.Minmo.Parts.ToDictionary(static kind => kind, kind => Latest(workspace, kind)), Licence)
        {
            ReadsWrittenText = ReadsWrittenText,
            Tokenizer = Path.Combine(workspace.Stage(TokenizerStage.StageName).ResultFolder, "tokenizer.json"),
        };
        var bundle = MinmoBundleFolder.Write(FolderOf(workspace), name, about, parts);
        if (others.All(stage => workspace.Stage(stage).IsDone))
        {
            var summary = new StageSummary(
                StageName, 1, (run.Budget.Spent - begin).TotalSeconds, 0,
                new Dictionary<string, double> { ["megabytes"] = bundle.TotalBytes / 1e6 });
            workspace.Stage(StageName).Finish(summary);
        }

        return StageOutcome.Done;
    }

    private static string Latest(TrainingWorkspace workspace, BundlePartKind kind)
    {
        var folders = Makers[kind].Select(maker => Path.Combine(workspace.Stage(maker.Stage).ResultFolder, maker.Folder));
        return folders.FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "model.safetensors")))
            ?? throw new BundleFormatException(
                workspace.Folder, $"no stage has made the part {kind} yet: {string.Join(" or ", Makers[kind].Select(static maker => maker.Stage))}");
    }
}
