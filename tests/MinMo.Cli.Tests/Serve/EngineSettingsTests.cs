using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Engine;
using MinMo.Models.OnnxGraphs;
using MinMo.Server.Hosting;
using MinMo.Testing.Files;

namespace MinMo.Cli.Tests.Serve;

public sealed class EngineSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_sets_every_engine_and_the_command_line_wins()
    {
        _folder.Write("appsettings.json", """
            { "Minmo": { "Engine": {
                "LanguagePrecision": "Float32", "SpeaksInBFloat16": true, "MemoryForCalls": 3000000000, "Headroom": 0.5,
                "BatchLimits": { "Think": 7 }, "TenantWeights": { "gold": 3 } } } }
            """);

        var engine = await SettingsAsync("--Minmo:Engine:Headroom=0.1", "--Minmo:Engine:UrgentWithin=00:00:00.050");

        Assert.Equal(
            (WeightPrecision.Float32, true, 3_000_000_000L, 0.1, TimeSpan.FromMilliseconds(50)),
            (engine.LanguagePrecision, engine.SpeaksInBFloat16, engine.MemoryForCalls!.Value, engine.Headroom, engine.UrgentWithin));
        Assert.Equal((7, 64), (engine.BatchLimits[StepKind.Think], engine.BatchLimits[StepKind.Listen]));
        Assert.Equal(3, engine.TenantWeights["gold"]);
    }

    [Fact]
    public async Task Nothing_said_leaves_the_defaults()
    {
        var engine = await SettingsAsync();

        Assert.Equal((WeightPrecision.Int8, false, null), (engine.LanguagePrecision, engine.SpeaksInBFloat16, engine.MemoryForCalls));
    }

    [Theory]
    [InlineData("LanguagePrecission", "--Minmo:Engine:LanguagePrecission=Float32")]
    [InlineData("Float31", "--Minmo:Engine:LanguagePrecision=Float31")]
    [InlineData("much", "--Minmo:Engine:MemoryForCalls=much")]
    [InlineData("MemoryForCalls", "--Minmo:Engine:MemoryForCalls=0")]
    [InlineData("UrgentWithin", "--Minmo:Engine:UrgentWithin=01:00:00")]
    public async Task A_setting_that_there_is_not_is_wrong_usage(string named, string setting)
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync("serve", "--url", "http://127.0.0.1:0", "--cluster", "11111", "--role", "edge", "--", setting));

        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    private async Task<EngineOptions> SettingsAsync(params string[] arguments)
    {
        await using var host = MinMoHost.Build([$"--contentRoot={_folder.Path}", "--urls=http://127.0.0.1:0", .. arguments]);
        return host.Services.GetRequiredService<IOptionsMonitor<EngineOptions>>().Get("some-worker");
    }
}
