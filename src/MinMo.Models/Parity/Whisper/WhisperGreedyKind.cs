using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Greedy decoding of a batch of windows and prompts of unequal length.</summary>
internal sealed class WhisperGreedyKind : IGoldenKind
{
    public string Name => "whisper.greedy";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.RequireCheckpoint();
        using var executor = new TorchWhisper(WhisperNetwork.Open(folder));
        var decoding = new WhisperDecoding(
            WhisperGenerationSettings.Read(folder), executor.Configuration.VocabularySize, []);
        var windows = WhisperGolden.Items(golden, "features")
            .Select(item => new WhisperWindow(item.Floats, (int)item.Shape[^1])).ToArray();
        int[][] prompts = [.. golden.Parameters.GetProperty("prompts").EnumerateArray()
            .Select(prompt => prompt.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        var limits = new WhisperDecodingLimits(golden.Parameters.GetProperty("limit").GetInt32(), LongestLoop: 0);
        using var batch = executor.Encode(windows);
        var transcripts = decoding.Decode(batch, prompts, [.. prompts.Select(_ => limits)], new Random(0));

        outputs.AddJson("ids", transcripts.Select(transcript => transcript.Ids).ToArray());
    }
}
