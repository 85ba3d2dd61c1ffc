using System.Diagnostics;
using MinMo.Testing.Files;

namespace MinMo.Cli.Tests.Native;

/// <summary>The program as a process of its own, since a process has one libtorch.</summary>
public sealed class NamedLibTorchTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    // On the disk of the libraries, so that links stand for half a gigabyte.
    private readonly DirectoryInfo _named = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, $"named-libtorch-{Guid.NewGuid():N}"));

    public NamedLibTorchTests()
        => Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux takes a libtorch of one's own");

    public void Dispose()
    {
        _named.Delete(recursive: true);
        _home.Dispose();
    }

    [Fact]
    public async Task The_libtorch_that_is_named_computes()
    {
        var libraries = _named.CreateSubdirectory("lib").FullName;
        foreach (var library in Directory.GetFiles(AppContext.BaseDirectory, "lib*.so*")
            .Where(static file => Path.GetFileName(file) is var name && (name.StartsWith("libtorch", StringComparison.Ordinal)
                || name.StartsWith("libc10", StringComparison.Ordinal) || name.StartsWith("libgomp", StringComparison.Ordinal))))
        {
            File.CreateSymbolicLink(Path.Combine(libraries, Path.GetFileName(library)), library);
        }

        File.WriteAllText(Path.Combine(_named.FullName, "version.py"), "__version__ = '2.10.0+named'\n");

        var run = await RunAsync(_named.FullName, "doctor");

        Assert.Contains($"libtorch 2.10.0+named in {libraries}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_library_is_said_before_anything_else()
    {
        foreach (var library in (string[])["libc10.so", "libtorch_cpu.so", "libtorch.so"])
        {
            File.WriteAllText(Path.Combine(_named.FullName, library), "not a library");
        }

        var run = await RunAsync(_named.FullName, "version");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("minmo: MINMO_LIBTORCH: libtorch of unknown version in ", run.Error, StringComparison.Ordinal);
        Assert.Contains("libc10.so", run.Error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string libtorch, string command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MinMo.Cli.dll"), command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MINMO_LIBTORCH"] = libtorch;
        start.Environment["MINMO_HOME"] = _home.Path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
