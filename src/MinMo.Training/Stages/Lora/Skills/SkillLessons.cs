using MinMo.Models.Bundles;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Sampling;
using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Makes the files from which a language model learns the skills.</summary>
/// <param name="folder">Where they are written.</param>
public sealed class SkillLessons(string folder)
{
    private const int Seed = 21;
    private const int OpenSeed = 11;
    private const int HeldOutDialogues = 160;
    private const int HeldOutEvery = 12;
    private const int LaneLength = 1024;

    /// <summary>Questions of every pattern of open questions.</summary>
    private const int OpenQuestions = 10;

    /// <summary>Dialogues to learn from.</summary>
    public string TrainedFile => Path.Combine(folder, "skills.jsonl");

    /// <summary>Dialogues in held-out phrasings.</summary>
    public string HeldOutFile => Path.Combine(folder, "skills-held-out.jsonl");

    /// <summary>Opens a language model that is typed to, in 8 bit as calls use it.</summary>
    /// <param name="bundle">With the model.</param>
    /// <param name="adapter">An adapter's folder, or null.</param>
    /// <param name="cache">Where its graph is written anew.</param>
    /// <returns>The decoder, to be disposed of, and the assistant.</returns>
    public static (IDecoderExecutor Decoder, TypedAssistant Assistant) OpenAssistant(Bundle bundle, string? adapter, string cache)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var path = bundle.PathOf(bundle.Part(BundlePartKind.LanguageModel));
        using var checkpoint = DecoderCheckpoint.Open(path);
        var graph = new OnnxDecoderFolder(cache);
        using var low = adapter is null ? null : LoraAdapter.Open(adapter);
        graph.Write(low?.MergeInto(checkpoint.Weights) ?? checkpoint.Weights, checkpoint.Configuration, WeightPrecision.Int8);
        var decoder = OnnxDecoder.Open(graph, lanes: 1, LaneLength, new OnnxSessionSettings { IntraOpThreads = 1 });
        var tokenizer = checkpoint.Weights is GgufDecoderCheckpoint gguf
            ? BytePairTokenizer.FromGguf(gguf.File)
            : BytePairTokenizer.Open(path);
        return (decoder, new TypedAssistant(decoder, tokenizer, LoraEncoding.Open(checkpoint, path)));
    }

    /// <summary>Writes both files unless they are there.</summary>
    /// <param name="bundle">Whose language model learns.</param>
    /// <param name="dialogues">Dialogues of the skills.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void EnsureWritten(Bundle bundle, int dialogues)
    {
        if (File.Exists(TrainedFile) && File.Exists(HeldOutFile))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var open = AskOpenQuestions(bundle);
        var kept = open.Where(static (_, index) => index % HeldOutEvery != HeldOutEvery - 1).ToArray();
        LoraDialogueFile.Write(HeldOutFile, Render(Seed + 1, HeldOutDialogues, heldOut: true)
            .Concat(open.Where(static (_, index) => index % HeldOutEvery == HeldOutEvery - 1)));
        LoraDialogueFile.Write(TrainedFile, Render(Seed, dialogues, heldOut: false)
            .Concat(kept).Concat(kept.Select(WithoutInstructions)));
    }

    private static IEnumerable<IReadOnlyList<LoraMessage>> Render(int seed, int count, bool heldOut)
        => new AssistantDialogues(seed).Render(SkillDialogues.Write(seed, count, heldOut));

    private static IReadOnlyList<LoraMessage> WithoutInstructions(IReadOnlyList<LoraMessage> dialogue) => [.. dialogue.Skip(1)];

    private IReadOnlyList<LoraMessage>[] AskOpenQuestions(Bundle bundle)
    {
        var (decoder, assistant) = OpenAssistant(bundle, adapter: null, Path.Combine(folder, "graph"));
        using (decoder)
        {
            (assistant.MaximumTokens, assistant.RepetitionPenalty) = (GeneralAnswers.MaximumTokens, SamplingOptions.RepetitionPenaltyOfSmallModels); // as in calls
            return [.. GeneralAnswers.Ask(assistant, OpenSeed, OpenQuestions)];
        }
    }
}
