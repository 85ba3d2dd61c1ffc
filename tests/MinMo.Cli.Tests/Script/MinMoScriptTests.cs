using System.Diagnostics;
using MinMo.Testing.Goldens;

namespace MinMo.Cli.Tests.Script;

/// <summary>The script at the root, with a stand-in for <c>dotnet</c> that writes down what it is asked for.</summary>
public sealed class MinMoScriptTests : IDisposable
{
    private const string StandIn = """
        #!/bin/sh
        echo "$@" >> "$LOG"
        case $1 in
        --list-sdks) echo '10.0.401 [/somewhere]' ;;
        build)
            [ -z "${BREAK_BUILD:-}" ] || { echo 'error: it does not compile'; exit 1; }
            mkdir -p "$ROOT/artifacts/bin/MinMo.Cli/release"
            touch "$ROOT/artifacts/bin/MinMo.Cli/release/MinMo.Cli.dll" ;;
        *.Tests.dll)
            name=$(basename "$1" .dll)
            while [ $# -gt 0 ] && [ "$1" != -result-xml ]; do shift; done
            [ -f "$ROOT/results/$name" ] && cp "$ROOT/results/$name" "$2"
            ! grep -q 'failed="[1-8]' "$ROOT/results/$name" 2>/dev/null ;;
        *) echo "ran $*" ;;
        esac
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("minmo-script-");
    private readonly string _log;

    public MinMoScriptTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is for a POSIX shell");
        _log = Path.Combine(_root.FullName, "calls");
        File.Copy(Path.Combine(GoldenFolders.Root, "..", "..", "minmo"), Path.Combine(_root.FullName, "minmo"));
        Write("src/MinMo.Cli/Program.cs", "");
        Write("tests/MinMo.A.Tests/MinMo.A.Tests.csproj", "");
        Write("tests/MinMo.A.Tests/Tests.cs", "");
        Write("tests/MinMo.B.Tests/MinMo.B.Tests.csproj", "");
        Write("tests/MinMo.B.Tests/Tests.cs", "");
        foreach (var file in (string[])["bin/dotnet", "bin/espeak-ng"])
        {
            Write(file, StandIn);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(_root.FullName, file), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Nothing_is_built_twice()
    {
        var first = Run("version", "--json");
        var second = Run("version");

        Assert.Contains("version --json", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.Code);
        Assert.Single(Builds());
    }

    [Theory]
    [InlineData("change")]
    [InlineData("add")]
    [InlineData("delete")]
    [InlineData("accelerator")]
    public void What_changed_is_built_again(string what)
    {
        Write("src/MinMo.Models/Other.cs", "");
        Run("version");
        var stamp = Path.Combine(_root.FullName, "artifacts", "minmo", "cli.stamp");
        File.SetLastWriteTimeUtc(stamp, File.GetLastWriteTimeUtc(stamp).AddMinutes(1)); // behind all that was written so far
        Run("version");
        Assert.Single(Builds());
        var later = File.GetLastWriteTimeUtc(stamp).AddMinutes(1);
        var folder = Path.Combine(_root.FullName, "src", "MinMo.Models");
        switch (what)
        {
            case "change":
                File.SetLastWriteTimeUtc(Path.Combine(folder, "Other.cs"), later);
                break;
            case "add":
                Write("src/MinMo.Models/New.cs", "");
                File.SetLastWriteTimeUtc(Path.Combine(folder, "New.cs"), later);
                break;
            case "delete":
                File.Delete(Path.Combine(folder, "Other.cs"));
                Directory.SetLastWriteTimeUtc(folder, later);
                break;
        }

        Run([("MINMO_ACCELERATOR", what == "accelerator" ? "cuda" : "cpu")], "version");

        Assert.Equal(2, Builds().Length);
        Assert.EndsWith($"-p:Accelerator={(what == "accelerator" ? "cuda" : "cpu")}", Builds()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Benchmarks_are_built_for_the_accelerator_and_get_their_arguments_as_they_are()
    {
        var run = Run([("MINMO_ACCELERATOR", "cuda")], "bench", "shape", "qwen2.5-7b", "--device", "cuda");

        Assert.Equal(0, run.Code);
        Assert.EndsWith(
            "/bench/MinMo.Benchmarks -p:Accelerator=cuda -- shape qwen2.5-7b --device cuda", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_build_is_shown_and_tried_again()
    {
        var broken = Run([("BREAK_BUILD", "1")], "version");
        var mended = Run("version");

        Assert.NotEqual(0, broken.Code);
        Assert.Contains("it does not compile", broken.Error, StringComparison.Ordinal);
        Assert.Equal(0, mended.Code);
        Assert.Equal(2, Builds().Length);
    }

    [Fact]
    public void Missing_sdk_is_named()
    {
        var run = Run([("PATH", "/nowhere"), ("HOME", "/nowhere"), ("DOTNET_ROOT", "")], "version");

        Assert.Equal(3, run.Code);
        Assert.Contains("dotnet-sdk-10.0", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_espeak_is_named_with_the_command_that_installs_it()
    {
        File.Delete(Path.Combine(_root.FullName, "bin", "espeak-ng"));
        var path = Path.Combine(_root.FullName, "path");
        Directory.CreateDirectory(path);
        foreach (var tool in (string[])["dirname", "find", "head", "cat", "mkdir", "mv", "touch", "grep", "id"])
        {
            File.CreateSymbolicLink(Path.Combine(path, tool), File.Exists($"/usr/bin/{tool}") ? $"/usr/bin/{tool}" : $"/bin/{tool}");
        }

        var run = Run([("PATH", $"{Path.Combine(_root.FullName, "bin")}:{path}"), ("MINMO_INSTALL", "0")], "serve");

        Assert.Contains("apt-get install espeak-ng", run.Error, StringComparison.Ordinal);
        Assert.Contains("serve", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_end_with_the_sum_of_all_projects()
    {
        Result("MinMo.A.Tests", total: 5, passed: 4, failed: 0, skipped: 1);
        Result("MinMo.B.Tests", total: 2, passed: 2, failed: 0, skipped: 0);

        var run = Run("test");

        Assert.Equal("6 passed, 0 failed, 1 skipped", run.LastLine);
        Assert.Equal(0, run.Code);
        Assert.Contains("build MinMo.Orleans.sln", File.ReadAllText(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void One_failed_test_fails_the_run()
    {
        Result("MinMo.A.Tests", total: 5, passed: 3, failed: 1, skipped: 1);
        Result("MinMo.B.Tests", total: 2, passed: 2, failed: 0, skipped: 0);

        var run = Run("test");

        Assert.Equal("5 passed, 1 failed, 1 skipped", run.LastLine);
        Assert.Equal(1, run.Code);
    }

    [Fact]
    public void Project_that_does_not_run_fails_the_run()
    {
        Result("MinMo.A.Tests", total: 5, passed: 5, failed: 0, skipped: 0);

        var run = Run("test");

        Assert.Equal("5 passed, 0 failed, 0 skipped", run.LastLine);
        Assert.Contains("did not run", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.Code);
    }

    [Fact]
    public void Named_project_and_filter_run_alone()
    {
        Result("MinMo.B.Tests", total: 1, passed: 1, failed: 0, skipped: 0);

        var run = Run("test", "MinMo.B.Tests", "--filter", "Resampler");

        Assert.Equal("1 passed, 0 failed, 0 skipped", run.LastLine);
        var calls = File.ReadAllText(_log);
        Assert.Contains("-method *Resampler*", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("MinMo.A.Tests", calls, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_project_is_wrong_usage() => Assert.Equal(2, Run("test", "MinMo.C.Tests").Code);

    [Fact]
    public void Help_needs_no_sdk()
    {
        var run = Run([("PATH", "/usr/bin:/bin")], "help");

        Assert.Equal(0, run.Code);
        Assert.Contains("./minmo models import lite-en --from DIR", run.Output, StringComparison.Ordinal);
    }

    private string[] Builds() => [.. File.ReadAllLines(_log).Where(static line => line.StartsWith("build ", StringComparison.Ordinal))];

    private void Write(string path, string content)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content + "\n");
    }

    private void Result(string project, int total, int passed, int failed, int skipped) => Write(
        $"results/{project}",
        $"<assemblies schema-version=\"3\"><assembly environment=\"a\" errors=\"0\" failed=\"{failed}\" not-run=\"0\" passed=\"{passed}\" "
        + $"skipped=\"{skipped}\" time=\"1.0\" total=\"{total}\"><collection total=\"9\" passed=\"9\" failed=\"9\" skipped=\"9\"/></assembly></assemblies>");

    private ScriptRun Run(params string[] arguments) => Run([], arguments);

    private ScriptRun Run((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(_root.FullName, "minmo"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(_root.FullName, "bin")}:/usr/bin:/bin";
        start.Environment["LOG"] = _log;
        start.Environment["ROOT"] = _root.FullName;
        start.Environment["DOTNET_ROOT"] = string.Empty;
        start.Environment.Remove("MINMO_ACCELERATOR");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ScriptRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private sealed record ScriptRun(int Code, string Output, string Error)
    {
        public string LastLine => Output.TrimEnd().Split('\n')[^1];
    }
}
