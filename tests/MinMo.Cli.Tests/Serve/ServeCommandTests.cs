using System.Net;
using System.Net.Sockets;
using MinMo.Audio.Files;
using MinMo.Models.Bundles.Hub;
using MinMo.Testing.Hub;

namespace MinMo.Cli.Tests.Serve;

public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("5080")]
    [InlineData("ftp://localhost")]
    public async Task What_is_no_address_is_wrong_usage(string url)
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync("serve", "--url", url));

        Assert.Contains(url, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2000")]
    public async Task Number_of_calls_out_of_range_is_wrong_usage(string calls)
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync("serve", "--url", "http://127.0.0.1:0", "--max-calls", calls));

        Assert.Contains("1 to 1024", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_is_told_before_anything_is_loaded()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var run = new CommandLineRun();

        Assert.Equal(1, await run.RunAsync("serve", "--url", $"http://{listener.LocalEndpoint}"));

        Assert.Contains("is taken", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("lite-en", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--url", "http://127.0.0.1:0")]
    [InlineData("talk", "SPEECH")]
    public async Task Without_a_bundle_and_a_network_it_says_what_to_do(params string[] arguments)
    {
        Uri nobody;
        await using (var hub = new FakeHub())
        {
            nobody = hub.Address;
        }

        using var run = new CommandLineRun { Hub = new HubSettings { HuggingFace = nobody, FirstDelay = TimeSpan.Zero } };
        var wave = Path.Combine(run.Home, "speech.wav");
        using (var writer = WavWriter.Create(wave, 16_000))
        {
            writer.Write(new float[16_000]);
        }

        Assert.Equal(1, await run.RunAsync([.. arguments.Select(argument => argument == "SPEECH" ? wave : argument)]));

        var complaint = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("./minmo models import lite-en --from DIR", complaint, StringComparison.Ordinal);
        Assert.Contains("Apache-2.0", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_that_is_not_installed_is_named()
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync("serve", "--url", "http://127.0.0.1:0", "--model", "mine"));

        Assert.Contains("'mine' is not installed", run.Error, StringComparison.Ordinal);
    }
}
