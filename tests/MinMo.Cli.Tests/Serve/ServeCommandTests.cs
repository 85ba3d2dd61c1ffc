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

    [Theory]
    [InlineData("--port", "serve", "--port", "8080")]
    [InlineData("--port=8080", "serve", "--port=8080")]
    [InlineData("8080", "serve", "8080", "--", "--Minmo:Samples=x")]
    public async Task Option_that_there_is_not_is_named_and_nothing_is_started(string unknown, params string[] arguments)
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync(arguments));

        Assert.Contains($"there is no option '{unknown}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_without_a_value_is_wrong_usage()
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync("serve", "--", "--Minmo:Samples"));

        Assert.Contains("--name=value", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs a cluster", "--role", "edge")]
    [InlineData("not at both", "--role", "edge", "--cluster", "11111", "--redis", "localhost:6379")]
    [InlineData("from 1 to 65535", "--role", "edge", "--cluster", "70000")]
    [InlineData("is no IP address", "--role", "edge", "--redis", "localhost:6379", "--address", "here")]
    [InlineData("has no --model", "--role", "edge", "--cluster", "11111", "--model", "lite-en")]
    public async Task Cluster_that_cannot_be_is_wrong_usage(string complaint, params string[] options)
    {
        using var run = new CommandLineRun();

        Assert.Equal(2, await run.RunAsync(["serve", "--url", "http://127.0.0.1:0", .. options]));

        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }
}
