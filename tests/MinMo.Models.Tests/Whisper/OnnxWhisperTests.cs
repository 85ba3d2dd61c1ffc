using MinMo.Models.OnnxGraphs;
using MinMo.Models.Parity;
using MinMo.Models.Parity.Whisper;
using MinMo.Models.Whisper;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Whisper;

/// <summary>The graphs against TorchSharp, and both against themselves.</summary>
public sealed class OnnxWhisperTests : IDisposable
{
    // Both are float32 and sum in other orders; the goldens allow the same.
    private const float Tolerance = 2e-5f;

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("minmo-whisper-");

    [Theory]
    [InlineData("batch")]
    [InlineData("batch-odd")]
    [InlineData("batch-quiet")]
    public void A_float_graph_gives_the_logits_of_the_goldens(string name)
    {
        var golden = Golden(name);
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Float32);
        var windows = Windows(golden);
        using var batch = executor.Encode(windows);
        var tokens = WhisperGolden.Items(golden, "tokens").Select(item => ToIds(item.Integers)).ToArray();

        var logits = batch.Append([.. tokens.Select((ids, item) => new WhisperTokens(item, ids, All(ids)))]);

        for (var item = 0; item < windows.Length; item++)
        {
            Close(golden.Outputs[$"encoder.{item}"].Floats, executor.States(windows[item]), Tolerance);
            Close(golden.Outputs[$"logits.{item}"].Floats, logits[item].Span, Tolerance);
        }
    }

    [Fact]
    public void Tokens_one_by_one_give_the_logits_of_all_at_once()
    {
        var golden = Golden("batch");
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Float32);
        using var batch = executor.Encode([Windows(golden)[0], Windows(golden)[0]]);
        int[] ids = [327, 328, 339, 343, 5, 6];

        var together = batch.Append([new WhisperTokens(0, ids, All(ids))])[0].ToArray();
        var single = new List<float>();
        foreach (var id in ids)
        {
            single.AddRange(batch.Append([WhisperTokens.Single(1, id)])[0].Span);
        }

        Close(together, [.. single], Tolerance);
    }

    [Fact]
    public void A_truncated_transcript_goes_on_as_if_nothing_had_been_there()
    {
        var golden = Golden("batch");
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Float32);
        using var batch = executor.Encode([Windows(golden)[0]]);
        var expected = batch.Append([new WhisperTokens(0, [327, 328, 9], [2])])[0].ToArray();
        batch.Append([new WhisperTokens(0, [11, 12, 13], [2])]);

        batch.Truncate(0, 2);

        Close(expected, batch.Append([WhisperTokens.Single(0, 9)])[0].Span, Tolerance);
    }

    [Fact]
    public void Silence_behind_the_window_is_heard_alike_by_both_executors()
    {
        var golden = Golden("batch");
        var folder = golden.RequireCheckpoint();
        using var onnx = OnnxWhisper.Open(folder, _cache.FullName, WeightPrecision.Float32);
        using var torch = new TorchWhisper(WhisperNetwork.Open(folder));
        var rows = onnx.Configuration.SourcePositions;
        WhisperWindow[] windows =
        [
            Windows(golden)[0] with { RowsWithSilence = rows },
            Windows(golden)[1],
            Windows(golden)[2] with { RowsWithSilence = rows - 3 },
        ];
        WhisperTokens[] tokens =
            [new(0, [327, 5], [1]), new(1, [327, 6, 8], [0, 2]), new(2, [327], [0])];
        using var expected = torch.Encode(windows);
        using var actual = onnx.Encode(windows);

        var (reference, logits) = (expected.Append(tokens), actual.Append(tokens));

        Assert.All(reference.Zip(logits), pair => Close(pair.First.Span, pair.Second.Span, Tolerance));
    }

    [Fact]
    public void Memory_used_again_remembers_no_earlier_audio()
    {
        var golden = Golden("batch");
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Float32);
        var rows = executor.Configuration.SourcePositions;
        var windows = Windows(golden).Select(window => window with { RowsWithSilence = rows }).ToArray();
        float[] Listen(WhisperWindow window)
        {
            using var batch = executor.Encode([window]);
            return batch.Append([new WhisperTokens(0, [327, 5], [1])])[0].ToArray();
        }

        var fresh = windows.Select(Listen).ToArray();

        Assert.All([2, 0, 1, 1, 2, 0], index => Assert.Equal(fresh[index], Listen(windows[index])));
    }

    [Fact]
    public void More_tokens_than_positions_are_refused()
    {
        var golden = Golden("batch");
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Float32);
        using var batch = executor.Encode([Windows(golden)[0]]);
        var ids = new int[executor.Configuration.TargetPositions];
        batch.Append([new WhisperTokens(0, ids, [0])]);

        Assert.Throws<ArgumentException>(() => batch.Append([WhisperTokens.Single(0, 1)]));
    }

    [Fact]
    public void Eight_bits_keep_the_real_logits_within_three_percent()
    {
        var golden = Golden("model-real");
        using var executor = OnnxWhisper.Open(golden.RequireCheckpoint(), _cache.FullName, WeightPrecision.Int8);
        var frames = golden.Parameters.GetProperty("samples").GetInt32() / 160;
        var features = new MinMo.Audio.Spectra.LogMelSpectrogram().Compute(
            WhisperGolden.Wave(golden.Inputs["waveform.0"]), frames * 160);
        using var batch = executor.Encode([new WhisperWindow(features, frames)]);
        var ids = ToIds(golden.Inputs["tokens"].Integers);
        var every = golden.Parameters.GetProperty("every").GetInt32();

        var logits = batch.Append([new WhisperTokens(0, ids, All(ids))])[0].ToArray();

        var kept = logits.Where((_, i) => i % executor.Configuration.VocabularySize % every == 0).ToArray();
        Close(golden.Outputs["logits"].Floats, kept, 0.03f);
    }

    public void Dispose() => _cache.Delete(recursive: true);

    private static GoldenCase Golden(string name)
    {
        try
        {
            return GoldenCase.Load(GoldenFolders.Of("whisper", name), InstalledWeights.Root);
        }
        catch (WeightsNotInstalledException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private static WhisperWindow[] Windows(GoldenCase golden)
        => [.. WhisperGolden.Items(golden, "features").Select(item => new WhisperWindow(item.Floats, (int)item.Shape[^1]))];

    private static int[] ToIds(long[] stored) => Array.ConvertAll(stored, id => (int)id);

    private static int[] All(int[] ids) => [.. Enumerable.Range(0, ids.Length)];

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (largest, error) = (1e-6f, 0f);
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            error = Math.Max(error, Math.Abs(expected[i] - actual[i]));
        }

        Assert.True(error <= tolerance * largest, $"the error {error / largest:E2} exceeds {tolerance:E2}");
    }
}
