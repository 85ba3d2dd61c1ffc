using MinMo.Benchmarks.Decoding;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.Shapes;

/// <summary>
/// Decodes with random weights of a public shape: our graph on ONNX Runtime beside the same model in TorchSharp on a CPU;
/// TorchSharp alone on a GPU, where the graph does not run.
/// </summary>
internal static class ShapeComparison
{
    /// <summary>Deviation of the weights, that of public models before training.</summary>
    private const double Deviation = 0.02;

    private const int Seed = 1;

    public static void Run(ShapeOptions options)
    {
        var settings = options.Settings;
        Console.WriteLine(
            $"{options.Shape.LayerCount} layers of {options.Shape.HiddenSize}, random weights; {options.Device}, TorchSharp in {options.Type}, "
            + $"{options.Threads} threads, best of {settings.Rounds} x {settings.RoundTime.TotalSeconds} s");
        var cache = Directory.CreateTempSubdirectory("minmo-shape-");
        try
        {
            using var peers = Open(options, cache.FullName);
            var contest = new DecodingContest(peers.All, settings);
            contest.Print(contest.Run());
            foreach (var peer in peers.All.SkipLast(1))
            {
                Console.WriteLine(
                    $"{peer.Name} to {peers.All[^1].Name}: {DecodingDivergence.Of(peers.All[^1], peer, 2, 24, settings.Vocabulary)}");
            }
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    /// <summary>The peers of a device, TorchSharp last.</summary>
    /// <exception cref="InvalidOperationException">There is no such device.</exception>
    public static ShapePeers Open(ShapeOptions options, string cache)
    {
        set_num_threads(options.Threads);
        var device = options.Device == "cuda" ? Cuda() : CPU;
        return options.Device == "cuda" ? OnGpu(options, device) : OnCpu(options, cache);
    }

    private static Device Cuda()
        => TryInitializeDeviceType(DeviceType.CUDA)
            ? new Device(DeviceType.CUDA)
            : throw new InvalidOperationException(
                "there is no CUDA device, or libtorch was built without: build with -p:Accelerator=cuda, or set MINMO_LIBTORCH");

    private static ShapePeers OnGpu(ShapeOptions options, Device device)
    {
        var model = new DecoderModel(options.Shape, options.Type);
        model.to(device);
        using (var generator = new Generator(Seed, device))
        {
            model.Initialise(Deviation, generator);
        }

        return new ShapePeers(model, [Torch(model, options, device)]);
    }

    private static ShapePeers OnCpu(ShapeOptions options, string cache)
    {
        var drawn = new DecoderModel(options.Shape);
        using (var generator = new Generator(Seed))
        {
            drawn.Initialise(Deviation, generator);
        }

        List<IDecodingPeer> peers = [];
        foreach (var precision in new[] { WeightPrecision.Int8, WeightPrecision.Float32 })
        {
            using var weights = new ModelCheckpoint(drawn);
            var folder = new OnnxDecoderFolder(Path.Combine(cache, precision.ToString()));
            folder.Write(weights, options.Shape, precision);
            peers.Add(DecodeComparison.Open(folder, precision, options.Threads, options.Settings));
        }

        var model = InType(drawn, options.Type);
        return new ShapePeers(model, [.. peers, Torch(model, options, CPU)]);
    }

    private static DecoderModel InType(DecoderModel drawn, ScalarType type)
    {
        if (type == drawn.Type)
        {
            return drawn;
        }

        using var weights = new ModelCheckpoint(drawn);
        var model = DecoderModel.Load(weights, drawn.Configuration, type);
        drawn.Dispose();
        return model;
    }

    private static ExecutorPeer Torch(DecoderModel model, ShapeOptions options, Device device)
        => new("TorchSharp", new TorchDecoder(model, options.Settings.Lanes.Max(), options.Settings.Length, device));
}
