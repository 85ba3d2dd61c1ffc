using System.Globalization;
using System.Text.Json;
using MinMo.Models.Parity;
using Spectre.Console;

namespace MinMo.Cli.Parity;

/// <summary>Runs goldens and writes how they came out.</summary>
internal sealed class ParityRun(Surroundings surroundings, bool json)
{
    private readonly List<GoldenResult> _results = [];

    /// <summary>Runs every golden under a folder.</summary>
    /// <param name="folder">A golden, a family, or a folder of families.</param>
    /// <param name="families">Only these; empty for all.</param>
    /// <param name="weights">Where real weights lie; null to look for them.</param>
    /// <param name="cancellationToken">Stops between two goldens.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public int Run(string folder, IReadOnlyList<string> families, string? weights, CancellationToken cancellationToken)
    {
        var goldens = Find(folder, families);
        var runner = new GoldenRunner(GoldenKinds.All, weights ?? WeightsSearch.Find(folder, surroundings));
        foreach (var golden in goldens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = runner.Run(golden);
            _results.Add(result);
            Write(result, goldens.Count);
        }

        if (!json)
        {
            Conclude();
        }

        return _results.Any(static result => result.Status == GoldenStatus.Failed) ? ExitCodes.Failed : ExitCodes.Success;
    }

    private static IReadOnlyList<string> Find(string folder, IReadOnlyList<string> families)
    {
        if (families.Count == 0)
        {
            var all = GoldenRunner.Find(folder);
            return all.Count > 0 ? all : throw new ArgumentException($"there is no golden.json under {folder}");
        }

        var found = families.ToDictionary(static family => family, family => GoldenRunner.Find(folder, family));
        var empty = found.Where(static pair => pair.Value.Count == 0).Select(static pair => pair.Key).ToList();
        return empty.Count == 0
            ? [.. found.Values.SelectMany(static folders => folders).Distinct().Order(StringComparer.Ordinal)]
            : throw new ArgumentException($"there is no golden of family {string.Join(", ", empty)} under {folder}");
    }

    private void Write(GoldenResult result, int count)
    {
        if (json)
        {
            surroundings.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    name = result.Name,
                    kind = result.Kind,
                    error = double.IsFinite(result.LargestError) ? result.LargestError : (double?)null,
                    tolerance = result.Tolerance,
                    ok = result.Status == GoldenStatus.Passed,
                    detail = result.Detail,
                    skipped = result.Status == GoldenStatus.Skipped,
                },
                JsonLines.Options));
            surroundings.Output.Flush();
        }
        else
        {
            surroundings.Error.WriteLine($"{_results.Count}/{count} {result.Kind} {result.Name}: {WordOf(result.Status)}");
        }
    }

    private void Conclude()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "kind", "largest error", "tolerance", "ok");
        foreach (var result in _results)
        {
            table.AddRow(
                new Text(result.Name), new Text(result.Kind), new Text(Number(result.LargestError)),
                new Text(Number(result.Tolerance)), new Text(WordOf(result.Status)));
        }

        surroundings.OutputConsole.Write(table);
        foreach (var failure in _results.Where(static result => result.Status == GoldenStatus.Failed))
        {
            surroundings.Output.WriteLine($"{failure.Kind} {failure.Name}: {failure.Detail}");
        }

        surroundings.Output.WriteLine(
            $"{Count(GoldenStatus.Passed)} ok, {Count(GoldenStatus.Failed)} failed, {Count(GoldenStatus.Skipped)} skipped");
    }

    private int Count(GoldenStatus status) => _results.Count(result => result.Status == status);

    private static string WordOf(GoldenStatus status) => status switch
    {
        GoldenStatus.Passed => "ok",
        GoldenStatus.Skipped => "skipped",
        _ => "FAILED",
    };

    private static string Number(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
