using System.Diagnostics;

namespace MinMo.Audio.Tests.Files;

/// <summary>A program of others, for files that we did not write.</summary>
internal static class Tool
{
    /// <summary>Runs it on bytes and returns its output; skips the test if it is not installed.</summary>
    public static byte[] Run(string program, byte[] input, params string[] arguments)
    {
        Assert.SkipUnless(IsInstalled(program), $"the program '{program}' is not installed");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var feeding = Feed(process, input);
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        feeding.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output.ToArray();
    }

    private static async Task Feed(Process process, byte[] input)
    {
        await using var stream = process.StandardInput.BaseStream;
        await stream.WriteAsync(input);
    }

    private static bool IsInstalled(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
