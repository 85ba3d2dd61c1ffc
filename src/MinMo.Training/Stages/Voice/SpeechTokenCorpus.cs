using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MinMo.Models.Checkpoints;
using MinMo.Models.MelSpeech;
using MinMo.Models.SpeechTokens;
using MinMo.Training.Loop;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>The agent's recordings as speech tokens. Made once and kept beside the tokenizer: the file grows with the
/// corpus and belongs to one version of the tokenizer.</summary>
public sealed class SpeechTokenCorpus
{
    private const int TokensPerBatch = 4_000;

    private readonly List<ushort[]> _tokens;

    private SpeechTokenCorpus(List<ushort[]> tokens) => _tokens = tokens;

    /// <summary>Number of utterances.</summary>
    public int Count => _tokens.Count;

    /// <summary>The tokens of one utterance.</summary>
    /// <param name="utterance">Index in the corpus of recordings.</param>
    public ReadOnlySpan<ushort> this[int utterance] => _tokens[utterance];

    /// <summary>Reads the tokens of all utterances, and makes those that are missing.</summary>
    /// <exception cref="CheckpointFormatException">There is no trained tokenizer.</exception>
    public static SpeechTokenCorpus Open(TrainingWorkspace workspace, AgentRecordings recordings)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(recordings);
        var path = PathOf(workspace);
        var tokens = File.Exists(path) ? Read(path) : [];
        if (tokens.Count < recordings.Utterances.Count)
        {
            using var tokenizer = SpeechTokenizerTask.LoadTokenizer(workspace);
            tokens.AddRange(Make(tokenizer, recordings, tokens.Count));
            Write(path, tokens);
        }

        return new SpeechTokenCorpus(tokens);
    }

    private static string PathOf(TrainingWorkspace workspace)
    {
        var folder = SpeechTokenizerTask.TokenizerFolderOf(workspace);
        using var weights = File.OpenRead(Path.Combine(folder, ModuleFolder.WeightsFile));
        var version = Convert.ToHexStringLower(SHA256.HashData(weights))[..12];
        return Path.Combine(workspace.Stage(SpeechTokenizerTask.StageName).Folder, $"tokens-{version}.bin");
    }

    private static ushort[][] Make(SpeechTokenizer tokenizer, AgentRecordings recordings, int first)
    {
        using var noGradient = no_grad();
        using var mel = new MelSpectrogram(tokenizer.Configuration.Mel);
        var made = new ushort[recordings.Utterances.Count - first][];
        int[] lengths = [.. recordings.Utterances.Skip(first)
            .Select(utterance => MelBatch.TokensOf(utterance.SampleCount, tokenizer.Configuration.Mel))];
        foreach (var items in new LengthBatches(lengths, TokensPerBatch, seed: 0).Epoch)
        {
            using var scope = NewDisposeScope();
            var batch = MelBatch.Of(recordings, [.. items.Select(item => first + item)], mel, tokenizer.Configuration.Mel);
            var codes = tokenizer.Configuration.Quantizer.Codes(tokenizer.call(batch.Mel, batch.Inside)); // [b, t]
            for (var i = 0; i < items.Length; i++)
            {
                var own = codes[i].narrow(0, 0, batch.Tokens[i]).data<long>();
                made[items[i]] = [.. own.Select(static code => (ushort)code)];
            }
        }

        return made;
    }

    private static List<ushort[]> Read(string path)
    {
        var numbers = MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(path));
        var tokens = new List<ushort[]>();
        while (!numbers.IsEmpty)
        {
            tokens.Add(numbers[1..(1 + numbers[0])].ToArray());
            numbers = numbers[(1 + numbers[0])..];
        }

        return tokens;
    }

    private static void Write(string path, List<ushort[]> tokens)
    {
        var unfinished = path + ".part";
        using (var file = File.Create(unfinished))
        {
            foreach (var utterance in tokens)
            {
                file.Write(MemoryMarshal.AsBytes<ushort>([(ushort)utterance.Length, .. utterance]));
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
