using System.Numerics.Tensors;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Tests.Language;

/// <summary>One small random model, and executors over it.</summary>
public sealed class DecoderFixture : IDisposable
{
    public const int Vocabulary = 90;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-decoder-");
    private readonly RandomCheckpoint _checkpoint;
    private readonly DecoderModel _model;

    public DecoderFixture()
    {
        Configuration = new DecoderConfiguration
        {
            HiddenSize = 64,
            LayerCount = 3,
            HeadCount = 6,
            KeyValueHeadCount = 2,
            HeadSize = 20, // no multiple of 16: the graph fills it up
            FeedForwardSize = 96,
            VocabularySize = Vocabulary,
            NormEpsilon = 1e-6,
            Rotary = new RotaryConfiguration(10_000),
            QueryKeyValueBias = true,
        };
        _checkpoint = new RandomCheckpoint(Configuration);
        _model = DecoderModel.Load(_checkpoint, Configuration);
        Write(WeightPrecision.Float32);
        Write(WeightPrecision.Int8);
    }

    public DecoderConfiguration Configuration { get; }

    public DecoderModel Model => _model;

    /// <summary>Opens an executor.</summary>
    /// <param name="kind"><c>torch</c>, <c>onnx</c> or <c>onnx-8bit</c>.</param>
    /// <param name="lanes">Slots.</param>
    /// <param name="length">Positions of each.</param>
    public IDecoderExecutor Open(string kind, int lanes, int length) => kind switch
    {
        "torch" => new TorchDecoder(_model, lanes, length),
        "onnx" => OnnxDecoder.Open(FolderOf(WeightPrecision.Float32), lanes, length, new OnnxSessionSettings()),
        _ => OnnxDecoder.Open(FolderOf(WeightPrecision.Int8), lanes, length, new OnnxSessionSettings()),
    };

    public OnnxDecoderFolder FolderOf(WeightPrecision precision) => new(Path.Combine(_folder.FullName, $"{precision}"));

    public void Dispose()
    {
        _model.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Ids that differ with the seed.</summary>
    public static int[] Ids(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(Vocabulary))];
    }

    /// <summary>All logits of a sequence, fed at once into an empty lane.</summary>
    public float[] Fresh(string kind, int[] ids)
    {
        using var executor = Open(kind, 1, ids.Length);
        return executor.Step([Row(0, 0, ids)]).Logits(0).ToArray();
    }

    public static LaneRow Row(int slot, int past, int[] ids, RowDemand demand = RowDemand.AllLogits)
        => new() { Slot = slot, Past = past, Tokens = ids, Demand = demand };

    /// <summary>Fails if two outputs differ by more than <paramref name="tolerance"/> of the largest value.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(expected));
        var difference = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, difference);
        var error = Math.Abs(TensorPrimitives.MaxMagnitude(difference)) / largest;
        Assert.True(error <= tolerance, $"outputs differ by {error:G3} of the largest, allowed {tolerance:G3}");
    }

    private void Write(WeightPrecision precision) => FolderOf(precision).Write(_checkpoint, Configuration, precision);
}
