using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;

namespace MinMo.Inference.Calibration;

/// <summary>
/// Measures what steps cost on the devices of an engine: rehearses turns, one alone and then several in step with each
/// other, so that batches of one row and of several are formed, and fits the cost of each kind.
/// </summary>
/// <param name="rehearse">Has one turn with the engine on a place of its own.</param>
/// <param name="demand">What a call asks for.</param>
internal sealed class EngineCalibration(Func<IInferenceEngine, Task> rehearse, CallDemand demand)
{
    /// <summary>Turns at once: enough to tell the batch's part of the cost from the rows'.</summary>
    private const int TurnsAtOnce = 8;

    /// <summary>Rounds of turns; the medians count.</summary>
    private const int Rounds = 3;

    /// <summary>What the engine can take. It must not be in use.</summary>
    public async Task<EngineCapacity> MeasureAsync(
        IInferenceEngine engine, DeviceSet devices, EngineOptions options, EngineObservation observation)
    {
        var places = engine.Description.SessionCapacity;
        observation.Batches.Begin();
        var began = observation.Time.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            await rehearse(engine).ConfigureAwait(false);
            await RehearseTogetherAsync(engine, devices, Math.Min(places, TurnsAtOnce)).ConfigureAwait(false);
            if (observation.Time.GetElapsedTime(began) >= options.CalibrationTime)
            {
                break;
            }
        }

        var costs = observation.Batches.End().GroupBy(static batch => batch.Kind).ToDictionary(
            static kind => kind.Key,
            static kind => StepCost.Fit(kind.Key, kind.Select(static batch => (batch.Rows, batch.Time))));
        var model = new CapacityModel(demand, costs, devices.Settings, 1 - options.Headroom);
        var calls = model.Calls(places, Environment.ProcessorCount);
        var (limitingKind, limitingDevice, load) = model.Limit(Math.Max(1, calls));
        return new EngineCapacity(
            places, calls, limitingKind, limitingDevice, load, [.. costs.Values.OrderBy(static cost => cost.Kind)]);
    }
    private async Task RehearseTogetherAsync(IInferenceEngine engine, DeviceSet devices, int turns)
    {
        var gate = new RehearsalGate(engine, devices, turns);
        await Task.WhenAll(Enumerable.Range(0, turns).Select(async _ =>
        {
            try
            {
                await rehearse(gate.Join()).ConfigureAwait(false);
            }
            finally
            {
                gate.Leave();
            }
        })).ConfigureAwait(false);
    }
}
