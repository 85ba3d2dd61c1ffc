using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Engine;
using MinMo.Inference.Minmo;
using MinMo.Inference.Tests.Scripting;
using MinMo.Models.Bundles;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;
using TorchSharp;

namespace MinMo.Inference.Tests.Minmo;

public sealed class MinmoCalibrationTests
{
    [Fact]
    public async Task Every_kind_that_a_call_asks_for_is_measured_in_batches()
    {
        torch.set_num_threads(1);
        using var folder = new TemporaryFolder();
        TinyMinmo.Write(folder.Of("models", "tiny-minmo"));
        var bundle = Assert.IsType<MinmoBundle>(new BundleStore(folder.Of("home"), folder.Of("models")).Resolve("tiny-minmo"));
        var options = new EngineOptions
        {
            Worker = "w",
            Places = 3,
            LaneLength = 256,
            LanguageThreads = 1,
            LanguageSpins = false,
            CalibrationTime = TimeSpan.Zero,
        };
        using var meters = new ListedMeters();
        await using var engine = await MinmoEngine.StartAsync(
            bundle, options, TimeProvider.System, meters, NullLoggerFactory.Instance);

        var measured = engine.Capacity.Costs.Select(static cost => cost.Kind);
        Assert.Superset(
            new HashSet<StepKind> { StepKind.Listen, StepKind.Append, StepKind.Think, StepKind.Speak, StepKind.Render },
            measured.ToHashSet());
        Assert.All(engine.Capacity.Costs, static cost => Assert.True(cost.Of(1) > TimeSpan.Zero));
        Assert.Contains(engine.Capacity.Costs, static cost => cost is { Kind: StepKind.Think, LargestBatch: > 1 });
        Assert.InRange(engine.Description.SessionCapacity, 1, 3);
        Assert.Equal(engine.Capacity.Calls, engine.Description.SessionCapacity);
        Assert.Equal(0, engine.PlacesTaken);
    }
}
