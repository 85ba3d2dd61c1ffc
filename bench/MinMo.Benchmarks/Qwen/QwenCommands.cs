using System.Diagnostics;

namespace MinMo.Benchmarks.Qwen;

/// <summary>A Qwen2.5-0.5B-Instruct of the published layout and size is written, then opened by each executor in a process of its
/// own, so that none inherits another's memory.</summary>
internal static class QwenCommands
{
    /// <returns>The exit code: 2 if there is no such step.</returns>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case []:
                return RunAll();
            case ["bfloat16", var folder]:
                QwenCosts.InTorch(folder);
                return 0;
            case ["write-graph", var folder, var graph]:
                QwenCosts.WriteGraph(folder, graph);
                return 0;
            case ["graph", var graph]:
                QwenCosts.AsGraph(graph);
                return 0;
            default:
                Console.Error.WriteLine("qwen has no arguments: see --help");
                return 2;
        }
    }

    private static int RunAll()
    {
        var root = Directory.CreateTempSubdirectory("minmo-qwen-");
        try
        {
            var (folder, graph) = (Path.Combine(root.FullName, "Qwen2.5-0.5B-Instruct"), Path.Combine(root.FullName, "graph"));
            PublishedQwen.Write(folder);
            return new[] { (string[])["bfloat16", folder], ["write-graph", folder, graph], ["graph", graph] }
                .Select(InOwnProcess).FirstOrDefault(static code => code != 0);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static int InOwnProcess(string[] step)
    {
        using var process = Process.Start(Environment.ProcessPath!, ["qwen", .. step]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
