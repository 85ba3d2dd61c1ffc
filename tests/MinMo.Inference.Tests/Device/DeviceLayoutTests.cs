using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Device;

public sealed class DeviceLayoutTests
{
    private readonly Dictionary<StepKind, IStepRunner> _runners =
        Enum.GetValues<StepKind>().Where(static kind => kind != StepKind.Confirm).ToDictionary(static kind => kind, static _ => (IStepRunner)new ScriptedRunner());

    [Fact]
    public void By_default_listening_language_and_voice_work_side_by_side()
    {
        var devices = DeviceLayout.Of(_runners, new EngineOptions());

        Assert.Equal(["language", "listen", "voice"], devices.Select(static device => device.Name).Order());
        Assert.Equal(_runners.Count, devices.Sum(static device => device.Runners.Count));
    }

    [Fact]
    public void Kinds_that_share_lanes_cannot_be_apart()
    {
        var options = new EngineOptions();
        options.Devices[StepKind.Think] = "gpu";

        var error = Assert.Throws<ArgumentException>(() => DeviceLayout.Of(_runners, options));
        Assert.StartsWith("Append, Think, Truncate, Fork share state: give them one device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_without_a_batch_limit_is_named()
    {
        var options = new EngineOptions();
        options.BatchLimits.Remove(StepKind.Listen);

        var error = Assert.Throws<ArgumentException>(() => DeviceLayout.Of(_runners, options));
        Assert.StartsWith("Listen steps need a device and a batch limit", error.Message, StringComparison.Ordinal);
    }
}
