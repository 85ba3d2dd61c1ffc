using MinMo.Abstractions.Engine;
using MinMo.Inference.Engine;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Device;

/// <summary>Lays the kinds of a family out on devices, as the options say.</summary>
internal static class DeviceLayout
{
    /// <summary>Kinds that touch the same lanes or the same blocks of speech and therefore share a thread.</summary>
    private static readonly StepKind[][] Together =
    [
        [StepKind.Append, StepKind.Think, StepKind.Truncate, StepKind.Fork],
        [StepKind.Speak, StepKind.Render, StepKind.Hush],
    ];

    /// <summary>The devices.</summary>
    /// <exception cref="ArgumentException">A kind has no device or batch limit, or kinds that share state are apart.</exception>
    public static IReadOnlyList<DeviceSettings> Of(
        IReadOnlyDictionary<StepKind, IStepRunner> runners, EngineOptions options)
    {
        foreach (var kind in runners.Keys)
        {
            if (!options.Devices.ContainsKey(kind) || !(options.BatchLimits.TryGetValue(kind, out var limit) && limit >= 1))
            {
                throw new ArgumentException($"{kind} steps need a device and a batch limit of at least 1", nameof(options));
            }
        }

        foreach (var kinds in Together)
        {
            if (kinds.Where(runners.ContainsKey).Select(kind => options.Devices[kind]).Distinct().Count() > 1)
            {
                throw new ArgumentException($"{string.Join(", ", kinds)} share state: give them one device", nameof(options));
            }
        }

        return [.. runners.GroupBy(runner => options.Devices[runner.Key]).Select(device => new DeviceSettings(
            device.Key,
            device.ToDictionary(),
            device.ToDictionary(static runner => runner.Key, runner => PolicyOf(runner.Key, options))))];
    }

    private static KindPolicy PolicyOf(StepKind kind, EngineOptions options) => new(
        options.BatchLimits[kind],
        SeveralOfSession: kind is StepKind.Truncate or StepKind.Hush,
        FillsWithSpeculation: kind is StepKind.Think);
}
