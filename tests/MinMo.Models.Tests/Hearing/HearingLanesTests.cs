using MinMo.Models.Bundles;
using MinMo.Models.Checkpoints;
using MinMo.Models.Hearing;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SpeechEncoder;
using MinMo.Testing.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Hearing;

public sealed class HearingLanesTests : IDisposable
{
    // Sums of up to a few hundred float32 products in another order.
    private const double Tolerance = 1e-4;

    private static readonly SpeechEncoderConfiguration Sizes = new()
    {
        Width = 32,
        HeadCount = 2,
        FeedForwardSize = 40,
        LayerCount = 3,
        LeftChunks = 6,
        FeatureMean = [.. Enumerable.Repeat(4f, 80)],
        FeatureDeviation = [.. Enumerable.Repeat(3f, 80)],
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SpeechEncoderModel _encoder;
    private readonly InputProjector _projector;
    private readonly Tensor _embeddings;

    public HearingLanesTests()
    {
        manual_seed(3);
        _encoder = new SpeechEncoderModel(Sizes);
        _projector = new InputProjector(new InputProjectorConfiguration
        {
            Inputs = 32,
            Width = 24,
            HeadCount = 2,
            FeedForwardSize = 40,
            LeftRows = 12,
            VocabularySize = 50,
        });
        _embeddings = randn(50, 24);
    }

    [Fact]
    public void Streams_of_different_age_hear_what_each_of_them_hears_whole()
    {
        float[][] calls = [Noise(40, 1), Noise(31, 2), Noise(36, 3)];
        using var lanes = Open(3);
        var heard = new List<float[]>[] { [], [], [] };

        // The second call begins five ticks after the others, and ends before them.
        for (var tick = 0; tick < 40; tick++)
        {
            int[] open = [.. Enumerable.Range(0, 3).Where(lane => PositionOf(lane, tick) is { } at && at < calls[lane].Length / 1280)];
            var samples = open.Select(lane => (ReadOnlyMemory<float>)calls[lane].AsMemory(PositionOf(lane, tick)!.Value * 1280, 1280));
            foreach (var row in lanes.Step(open, [.. samples]))
            {
                heard[row.Lane].Add(row.Embedding);
            }
        }

        for (var lane = 0; lane < 3; lane++)
        {
            var whole = WholeRows(calls[lane]);
            Assert.Equal((calls[lane].Length / 1280) - 2, heard[lane].Count);
            for (var row = 0; row < heard[lane].Count; row++)
            {
                AssertNear(whole[row], heard[lane][row]);
            }
        }
    }

    [Fact]
    public void A_lane_that_begins_anew_forgets_the_call_before()
    {
        using var lanes = Open(1);
        var first = Listen(lanes, Noise(20, 5));
        lanes.Reset(0);
        Listen(lanes, Noise(33, 6));
        lanes.Reset(0);

        var again = Listen(lanes, Noise(20, 5));

        Assert.Equal(first.Count, again.Count);
        for (var row = 0; row < first.Count; row++)
        {
            AssertNear(first[row], again[row]);
        }
    }

    [Fact]
    public void An_utterance_in_a_batch_of_longer_ones_is_encoded_as_alone()
    {
        var features = new SpeechFeatures(Sizes);
        var (longer, shorter) = (features.Rows(Noise(25, 7)), features.Rows(Noise(18, 8)));
        var together = zeros(2, 50, features.Stacking.RowWidth);
        together[0].copy_(tensor(longer, [50, features.Stacking.RowWidth]));
        together[1].narrow(0, 0, 36).copy_(tensor(shorter, [36, features.Stacking.RowWidth]));
        together[1].narrow(0, 36, 14).fill_(7); // padding must not matter

        using var context = _encoder.Whole([50, 36], 50);
        var batch = _encoder.call(together, context);
        using var aloneContext = _encoder.Whole([36], 36);
        var alone = _encoder.call(tensor(shorter, [1, 36, features.Stacking.RowWidth]), aloneContext);

        var difference = (batch[1].narrow(0, 0, 36) - alone[0]).abs().max().item<float>();
        Assert.InRange(difference, 0, Tolerance);
    }

    [Fact]
    public void The_encoder_sees_four_rows_ahead_and_no_more()
    {
        var rows = randn(1, 40, Sizes.RowWidth);
        var changed = rows.clone();
        changed.select(1, 26).add_(1);
        using var context = _encoder.Whole([40], 40);

        var difference = (_encoder.call(rows, context) - _encoder.call(changed, context)).abs().amax([2])[0];

        // Row 22 sees row 26; it stands in the chunk of 22 and 23, whose rows see each other.
        Assert.Equal(0, difference.narrow(0, 0, 22).max().item<float>());
        Assert.True(difference[22].item<float>() > 0, "the row four ahead is not seen");
    }

    [Fact]
    public void Samples_that_are_no_tick_are_refused_and_change_nothing()
    {
        using var lanes = Open(2);
        var call = Noise(12, 9);
        var first = Listen(lanes, call);
        lanes.Reset(0);

        var heard = new List<float[]>();
        for (var tick = 0; tick < 12; tick++)
        {
            Assert.Throws<ArgumentException>(() => lanes.Step([0, 1], [call.AsMemory(0, 1280), call.AsMemory(0, 1281)]));
            heard.AddRange(lanes.Step([0], [call.AsMemory(tick * 1280, 1280)]).Select(row => row.Embedding));
        }

        Assert.Equal(first, heard);
    }

    [Fact]
    public void Matrices_in_8_bit_hear_nearly_what_those_in_float32_do()
    {
        var call = Noise(30, 10);
        using var exact = Open(1);
        using var rounded = HearingLanes.Open(
            Parts(), (new GraphFolder(Path.Combine(_folder.Path, "graph-int8")), WeightPrecision.Int8), 1);

        var (expected, actual) = (Listen(exact, call), Listen(rounded, call));

        Assert.Equal(28, actual.Count);
        Assert.InRange(RelativeDifference(expected, actual), 1e-6, 0.02); // a hundredth of the weights' and activations' steps
    }

    [Fact]
    public void A_graph_of_another_version_is_written_again()
    {
        using (var first = Open(1))
        {
            Assert.NotEmpty(Listen(first, Noise(4, 11)));
        }

        var graph = Path.Combine(_folder.Path, "graph");
        File.Move(Directory.GetFiles(graph, "*.onnx").Single(), Path.Combine(graph, "graph-0.onnx"));
        using var second = OpenWritten(1);

        Assert.NotEmpty(Listen(second, Noise(4, 11)));
        Assert.False(File.Exists(Path.Combine(graph, "graph-0.onnx")));
    }

    [Theory]
    [InlineData(0, 7, "look-ahead")]
    [InlineData(4, 9, "beyond their own tick")]
    public void Sizes_that_do_not_run_in_ticks_are_refused(int lookAhead, int stacked, string reason)
    {
        var sizes = Sizes with { LookAheadRows = lookAhead, StackedFrames = stacked };
        using (var other = new SpeechEncoderModel(sizes))
        {
            ModuleFolder.Save(other, sizes, Folder("encoder"));
        }

        ModuleFolder.Save(_projector, _projector.Configuration, Folder("projector"));

        Assert.Contains(reason, Assert.Throws<ArgumentException>(OpenWritten).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_part_takes_for_a_call_is_what_its_lane_keeps()
    {
        using var lanes = Open(1);
        var settings = new LaneSettings
        {
            Length = 512,
            PerCall = 3,
            Precision = WeightPrecision.Float32,
            VoiceLength = 512,
            VoiceLeftChunks = 0,
        };

        var encoder = PartMemory.Of(BundlePartKind.SpeechEncoder, BundlePartFormat.Module, Folder("encoder"), settings);
        var projector = PartMemory.Of(BundlePartKind.InputProjector, BundlePartFormat.Module, Folder("projector"), settings);

        var convolved = (Sizes.LookAheadRows + 1) * Sizes.Width * sizeof(float); // of no part alone
        Assert.Equal(lanes.BytesOfLane - convolved, encoder.BytesPerCall + projector.BytesPerCall);
        Assert.Equal(_encoder.parameters().Sum(static parameter => parameter.numel()), encoder.Parameters);
        Assert.Equal(sizeof(float) * encoder.Parameters, encoder.WeightBytes);
    }

    [Fact]
    public void Weights_of_another_shape_are_refused_by_name()
    {
        using (var other = new SpeechEncoderModel(Sizes with { FeedForwardSize = 48 }))
        {
            ModuleFolder.Save(other, Sizes, Folder("encoder"));
        }

        ModuleFolder.Save(_projector, _projector.Configuration, Folder("projector"));

        var refusal = Assert.Throws<CheckpointFormatException>(OpenWritten);

        Assert.Contains("layers.0.feed_forward.w_1.weight", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private HearingLanes Open(int lanes)
    {
        ModuleFolder.Save(_encoder, Sizes, Folder("encoder"));
        ModuleFolder.Save(_projector, _projector.Configuration, Folder("projector"));
        return OpenWritten(lanes);
    }

    private HearingLanes OpenWritten() => OpenWritten(1);

    private HearingLanes OpenWritten(int lanes) => HearingLanes.Open(
        Parts(), (new GraphFolder(Path.Combine(_folder.Path, "graph")), WeightPrecision.Float32), lanes);

    private HearingParts Parts()
    {
        var writer = new SafetensorsWriter();
        writer.Add(DecoderFolder.EmbeddingName, _embeddings.shape, _embeddings.data<float>().ToArray());
        writer.Save(Path.Combine(Folder("language"), ModuleFolder.WeightsFile));
        return new HearingParts(Folder("encoder"), Folder("projector"), Folder("language"));
    }

    private string Folder(string part) => Directory.CreateDirectory(Path.Combine(_folder.Path, part)).FullName;

    private static int? PositionOf(int lane, int tick) => lane == 1 ? (tick >= 5 ? tick - 5 : null) : tick;

    private static List<float[]> Listen(HearingLanes lanes, float[] call)
    {
        var rows = new List<float[]>();
        for (var tick = 0; tick < call.Length / 1280; tick++)
        {
            rows.AddRange(lanes.Step([0], [call.AsMemory(tick * 1280, 1280)]).Select(row => row.Embedding));
        }

        return rows;
    }

    private float[][] WholeRows(float[] call)
    {
        using var scope = NewDisposeScope();
        var features = new SpeechFeatures(Sizes);
        var rows = features.Rows(call);
        var count = rows.Length / features.Stacking.RowWidth;
        using var context = _encoder.Whole([count], count);
        var encoded = _encoder.call(tensor(rows, [1, count, features.Stacking.RowWidth]), context);
        using var projection = _projector.Whole([count / 2], count / 2);
        var logits = _projector.Hear(_projector.call(encoded, projection), _embeddings);
        var heard = InputProjector.Rows(logits, _embeddings)[0]; // [t, d]
        return [.. Enumerable.Range(0, count / 2).Select(row => heard[row].data<float>().ToArray())];
    }

    private static double RelativeDifference(List<float[]> expected, List<float[]> actual)
    {
        var pairs = expected.SelectMany(static row => row).Zip(actual.SelectMany(static row => row)).ToArray();
        return Math.Sqrt(
            pairs.Sum(static pair => Math.Pow(pair.First - pair.Second, 2)) / pairs.Sum(static pair => Math.Pow(pair.First, 2)));
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    private static float[] Noise(int ticks, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, ticks * 1280).Select(n => 0.3f * (random.NextSingle() - 0.5f) * MathF.Sin(n / 2_000f))];
    }
}
