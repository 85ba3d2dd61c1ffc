using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MinMo.Inference.Engine;
using MinMo.Inference.Hosting;

namespace MinMo.Inference.Tests.Engine;

public sealed class EngineOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Equal(4, Read(static _ => { }).Places);

    [Fact]
    public void All_mistakes_are_reported_together()
    {
        var error = Assert.Throws<OptionsValidationException>(static () => Read(static options =>
        {
            options.Places = 0;
            options.LanesPerCall = 3;
            options.RetryAfter = TimeSpan.Zero;
        }));

        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void A_worker_may_have_settings_of_its_own()
    {
        var services = new ServiceCollection().AddMinMoInference(static options => options.Places = 2);
        services.Configure<EngineOptions>("large", static options => options.Places = 9);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<EngineOptions>>();

        Assert.Equal((2, 9), (options.Get("small").Places, options.Get("large").Places));
    }

    private static EngineOptions Read(Action<EngineOptions> configure)
    {
        using var provider = new ServiceCollection().AddMinMoInference(configure).BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<EngineOptions>>().Get("worker");
    }
}
