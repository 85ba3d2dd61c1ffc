using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Loop;
using MinMo.Training.Tokens;

namespace MinMo.Training.Stages.Mind;

/// <summary>Learns the units that the whole model hears, thinks and speaks in.</summary>
/// <remarks>Every word of the vocabulary counts as often as the others, so that none of them falls into so many pieces
/// that 12.5 rows a second have no room for it.</remarks>
public sealed class TokenizerStage : ITrainingStage
{
    /// <summary>The stage's name in a workspace.</summary>
    public const string StageName = "tokenizer";

    private const int Units = 1500;
    private const int Dialogues = 4000;
    private const int Sentences = 8000;
    private const int WordRepeats = 8;
    private const int Seed = 5;

    /// <inheritdoc/>
    public string Name => StageName;

    /// <inheritdoc/>
    public string About => "units of text, by byte pair encoding";

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => [];

    /// <summary>The units of a workspace.</summary>
    /// <exception cref="IOException">The stage has not run.</exception>
    public static BytePairTokenizer Open(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return BytePairTokenizer.Open(workspace.Stage(StageName).ResultFolder);
    }

    /// <inheritdoc/>
    public bool IsUsable(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.Stage(StageName).IsDone;
    }

    /// <inheritdoc/>
    public StageOutcome Run(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = run.Workspace.Stage(StageName);
        Directory.CreateDirectory(folder.ResultFolder);
        var begin = run.Budget.Spent;
        var tokenizer = BytePairTraining.Train(Texts(), new BytePairPlan(Units, NanoTokens.All), folder.ResultFolder);
        var summary = new StageSummary(
            StageName, 1, (run.Budget.Spent - begin).TotalSeconds, 0,
            new Dictionary<string, double>
            {
                ["units"] = tokenizer.Size,
                ["units_per_vocabulary_word"] = Vocabulary.Words.Average(word => tokenizer.EncodeUntrusted(" " + word).Length),
            });
        folder.Finish(summary);
        return StageOutcome.Done;
    }

    private static IEnumerable<string> Texts() =>
    [
        .. SkillDialogues.Write(Seed, Dialogues, heldOut: false)
            .Select(dialogue => string.Concat(DialogueText.Nano(dialogue, isSpoken: false).Select(span => span.Text))),
        .. CallerSentences.Write(Seed + 1, Sentences, heldOut: false).Select(sentence => sentence.Text),
        .. Enumerable.Repeat(string.Join(' ', Vocabulary.Words), WordRepeats),
    ];
}
