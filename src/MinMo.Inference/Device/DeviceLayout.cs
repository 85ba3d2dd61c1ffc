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

    /// <summary>The devices of a family whose model hears, thinks and speaks itself: ticks go through the lanes, so that
    /// listening shares the device of thinking; speaking decodes as thinking does and is batched like it.</summary>
    /// <exception cref="ArgumentException">As of <see cref="Of(IReadOnlyDictionary{StepKind, IStepRunner}, EngineOptions)"/>.
    /// </exception>
    public static IReadOnlyList<DeviceSettings> OfMinmo(
        IReadOnlyDictionary<StepKind, IStepRunner> runners, EngineOptions options)
    {
        var devices = new Dictionary<StepKind, string>(options.Devices);
        var limits = new Dictionary<StepKind, int>(options.BatchLimits);
        devices[StepKind.Listen] = devices[StepKind.Recognize] = devices[StepKind.Think];
        limits[StepKind.Speak] = limits[StepKind.Render] = limits[StepKind.Think];
        return [.. Of(runners, devices, limits).Select(device => device.Runners.ContainsKey(StepKind.Listen)
            ? device with { Gathering = new Dictionary<StepKind, TimeSpan> { [StepKind.Listen] = options.TickGathering } }
            : device)];
    }

    /// <summary>The devices of a family of parts in a row.</summary>
    /// <param name="runners">By kind.</param>
    /// <param name="options">Devices and batch limits.</param>
    /// <param name="speaksTokens">Whether the voice decodes as thinking does and is batched like it.</param>
    /// <exception cref="ArgumentException">As of <see cref="Of(IReadOnlyDictionary{StepKind, IStepRunner}, EngineOptions)"/>.
    /// </exception>
    public static IReadOnlyList<DeviceSettings> OfCascade(
        IReadOnlyDictionary<StepKind, IStepRunner> runners, EngineOptions options, bool speaksTokens)
    {
        if (!speaksTokens)
        {
            return Of(runners, options);
        }

        var limits = new Dictionary<StepKind, int>(options.BatchLimits);
        limits[StepKind.Speak] = limits[StepKind.Render] = limits[StepKind.Think];
        return Of(runners, options.Devices, limits);
    }

    /// <summary>The devices.</summary>
    /// <exception cref="ArgumentException">A kind has no device or batch limit, or kinds that share state are apart.</exception>
    public static IReadOnlyList<DeviceSettings> Of(
        IReadOnlyDictionary<StepKind, IStepRunner> runners, EngineOptions options)
        => Of(runners, options.Devices, options.BatchLimits);

    private static List<DeviceSettings> Of(
        IReadOnlyDictionary<StepKind, IStepRunner> runners, IDictionary<StepKind, string> devices,
        IDictionary<StepKind, int> limits)
    {
        foreach (var kind in runners.Keys)
        {
            if (!devices.ContainsKey(kind) || !(limits.TryGetValue(kind, out var limit) && limit >= 1))
            {
                throw new ArgumentException($"{kind} steps need a device and a batch limit of at least 1", nameof(limits));
            }
        }

        foreach (var kinds in Together)
        {
            if (kinds.Where(runners.ContainsKey).Select(kind => devices[kind]).Distinct().Count() > 1)
            {
                throw new ArgumentException($"{string.Join(", ", kinds)} share state: give them one device", nameof(devices));
            }
        }

        return [.. runners.GroupBy(runner => devices[runner.Key]).Select(device => new DeviceSettings(
            device.Key,
            device.ToDictionary(),
            device.ToDictionary(static runner => runner.Key, runner => PolicyOf(runner.Key, limits))))];
    }

    private static KindPolicy PolicyOf(StepKind kind, IDictionary<StepKind, int> limits) => new(
        limits[kind],
        SeveralOfSession: kind is StepKind.Truncate or StepKind.Hush,
        FillsWithSpeculation: kind is StepKind.Think);
}
