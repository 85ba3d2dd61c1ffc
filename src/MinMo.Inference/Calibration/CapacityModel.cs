using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;

namespace MinMo.Inference.Calibration;

/// <summary>
/// How many calls keep real time. A device goes round its kinds: in a round of length R, N calls bring N x r x R rows of a
/// kind that asks for r rows a second, in as few batches as the batch limit permits (a kind that is asked for less than
/// once a round brings a part of a batch). Real time holds while each device is done with them within R, and all devices
/// together within R on every processor, less the headroom.
/// </summary>
/// <param name="demand">What a call asks for.</param>
/// <param name="costs">What it costs; kinds that were not measured count as free.</param>
/// <param name="devices">Who executes what.</param>
/// <param name="load">Share of the devices' time that may be used, 0 to 1.</param>
internal sealed class CapacityModel(
    CallDemand demand, IReadOnlyDictionary<StepKind, StepCost> costs, IReadOnlyList<DeviceSettings> devices, double load)
{
    /// <summary>The most calls that keep real time.</summary>
    /// <param name="places">More are not asked for.</param>
    /// <param name="processors">Devices that can work at once.</param>
    public int Calls(int places, int processors)
    {
        var calls = 0;
        while (calls < places && Holds(calls + 1, processors))
        {
            calls++;
        }

        return calls;
    }

    /// <summary>The kind that takes the most of the busiest device, and the share of its time that the device is busy.</summary>
    public (StepKind Kind, string Device, double Load) Limit(int calls)
    {
        var busiest = devices.MaxBy(device => RoundOf(device, calls))!;
        var kind = busiest.Policies.Keys.MaxBy(kind => Seconds(busiest, kind, calls));
        return (kind, busiest.Name, RoundOf(busiest, calls) / demand.Round.TotalSeconds);
    }

    private bool Holds(int calls, int processors)
    {
        var round = demand.Round.TotalSeconds * load;
        var rounds = devices.Select(device => RoundOf(device, calls)).ToList();
        return rounds.Max() <= round && rounds.Sum() <= round * processors;
    }

    private double RoundOf(DeviceSettings device, int calls) => device.Policies.Keys.Sum(kind => Seconds(device, kind, calls));

    private double Seconds(DeviceSettings device, StepKind kind, int calls)
    {
        if (!costs.TryGetValue(kind, out var cost) || !demand.RowsPerSecond.TryGetValue(kind, out var rate))
        {
            return 0;
        }

        var rows = calls * rate * demand.Round.TotalSeconds;
        var batches = rows <= 1 ? rows : Math.Ceiling(rows / device.Policies[kind].BatchLimit);
        return (batches * cost.Batch.TotalSeconds) + (rows * cost.Row.TotalSeconds);
    }
}
