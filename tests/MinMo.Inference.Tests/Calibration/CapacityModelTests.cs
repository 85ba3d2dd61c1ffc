using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Tests.Calibration;

public sealed class CapacityModelTests
{
    // Rounds of 40 ms; a call listens 12.5 times a second, half a row a round, and thinks 25 times, one row a round.
    private static readonly CallDemand Demand = new(
        new Dictionary<StepKind, double> { [StepKind.Listen] = 12.5, [StepKind.Think] = 25 }, TimeSpan.FromMilliseconds(40));

    [Fact]
    public void What_rows_share_is_paid_once_a_round()
    {
        // 4 + 0.5 x 2 a call, and 6 + 1 a call: 10 ms and 2 ms a call of 40 ms.
        var model = Model(load: 1, limit: 64, (StepKind.Listen, 4, 2), (StepKind.Think, 6, 1));

        Assert.Equal(15, model.Calls(places: 100, processors: 2));
        Assert.Equal(StepKind.Think, model.Limit(15).Kind);
        Assert.Equal(1, model.Limit(15).Load, 6);
    }

    [Fact]
    public void Headroom_is_left_free()
        => Assert.Equal(11, Model(load: 0.8, limit: 64, (StepKind.Listen, 4, 2), (StepKind.Think, 6, 1)).Calls(100, 2));

    [Fact]
    public void More_rows_than_fit_a_batch_need_another_one()
    {
        // Up to eight calls think in one batch: 6 + 8; the ninth pays for another: 12 + 9 of 20 ms.
        var model = Model(load: 0.5, limit: 8, (StepKind.Think, 6, 1));

        Assert.Equal(8, model.Calls(100, 2));
    }

    [Fact]
    public void No_more_calls_than_places_are_asked_for()
        => Assert.Equal(3, Model(load: 1, limit: 64, (StepKind.Think, 1, 0.01)).Calls(3, 2));

    [Fact]
    public void Devices_that_share_a_processor_share_its_time()
    {
        var devices = new[] { Device("a", StepKind.Listen, 64), Device("b", StepKind.Think, 64) };
        var model = new CapacityModel(
            Demand, Costs((StepKind.Listen, 0, 2), (StepKind.Think, 0, 1)), devices, load: 1);

        Assert.Equal(40, model.Calls(100, processors: 2));
        Assert.Equal(20, model.Calls(100, processors: 1));
    }

    [Fact]
    public void A_kind_that_is_asked_for_seldom_pays_a_part_of_its_batch()
    {
        var seldom = new CallDemand(
            new Dictionary<StepKind, double> { [StepKind.Recognize] = 0.5 }, TimeSpan.FromMilliseconds(40));
        var model = new CapacityModel(
            seldom, Costs((StepKind.Recognize, 195, 0)), [Device("only", StepKind.Recognize, 4)], load: 1);

        // 0.02 batches of 195 ms a call: 3.9 ms of 40.
        Assert.Equal(10, model.Calls(100, 2));
    }

    private static CapacityModel Model(double load, int limit, params (StepKind Kind, double Batch, double Row)[] costs)
    {
        var device = new DeviceSettings(
            "only", new Dictionary<StepKind, IStepRunner>(),
            costs.ToDictionary(static cost => cost.Kind, _ => new KindPolicy(limit, false, false)));
        return new CapacityModel(Demand, Costs(costs), [device], load);
    }

    private static DeviceSettings Device(string name, StepKind kind, int limit) => new(
        name, new Dictionary<StepKind, IStepRunner>(),
        new Dictionary<StepKind, KindPolicy> { [kind] = new(limit, false, false) });

    private static Dictionary<StepKind, StepCost> Costs(params (StepKind Kind, double Batch, double Row)[] costs)
        => costs.ToDictionary(static cost => cost.Kind, static cost => new StepCost(
            cost.Kind, TimeSpan.FromMilliseconds(cost.Batch), TimeSpan.FromMilliseconds(cost.Row), 8));
}
