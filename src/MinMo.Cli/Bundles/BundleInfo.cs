using System.Text.Json;
using MinMo.Inference.Engine;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using Spectre.Console;

namespace MinMo.Cli.Bundles;

/// <summary><c>minmo models info</c>: everything about one bundle or one public checkpoint.</summary>
/// <param name="surroundings">What is installed, and where to write.</param>
/// <param name="calls">Calls at once, for the memory that is told.</param>
/// <param name="json">JSON in place of text.</param>
internal sealed class BundleInfo(Surroundings surroundings, int calls, bool json)
{
    /// <summary>Writes it.</summary>
    /// <exception cref="BundleNotInstalledException">It is neither installed nor published.</exception>
    public void Write(string name)
    {
        var (store, parts) = (surroundings.Store, new PartStore(surroundings.Store));
        if (store.Has(name))
        {
            WriteBundle(store.Open(name), store.IsInstalled(name));
        }
        else if (PublishedBundles.Find(name) is { } published)
        {
            WritePublished(new(name, published.About, published.Machine, Sizes.Text(published)), published.KnownBytes, published.Parts);
        }
        else if (parts.Has(name))
        {
            WriteCheckpoint(parts.Open(name));
        }
        else if (PublishedCheckpoints.Find(name) is { } checkpoint)
        {
            var bytes = checkpoint.Part.ApproximateBytes ?? 0;
            WritePublished(new(name, checkpoint.About, checkpoint.Machine, Sizes.Text(bytes)), bytes, [checkpoint.Part], checkpoint.Parameters);
        }
        else
        {
            throw new BundleNotInstalledException(name, [.. store.Names(), .. parts.Names()]);
        }
    }

    private void WriteBundle(Bundle bundle, bool installed)
    {
        var lanes = bundle.Manifest.Family == BundleFamily.Minmo.Name
            ? EngineLanes.OfMinmo(new EngineOptions()) : EngineLanes.OfCascade(new EngineOptions());
        var rows = bundle.Manifest.Parts
            .Select(part => new PartRow(part, bundle.PathOf(part), PartMemory.Of(part.Kind, part.Format, bundle.PathOf(part), lanes)))
            .ToList();
        if (json)
        {
            WriteJson(new
            {
                name = bundle.Name,
                installed,
                folder = bundle.Folder,
                bytes = bundle.TotalBytes,
                about = bundle.Manifest.About,
                machine = PublishedBundles.MachineOf(bundle.Name),
                calls,
                memoryBytes = rows.Sum(row => row.Memory.BytesFor(calls)),
                parts = rows.Select(Described),
            });
            return;
        }

        var machine = PublishedBundles.MachineOf(bundle.Name) is { } meant ? $"; meant for {meant}" : string.Empty;
        surroundings.Output.WriteLine($"{bundle.Name}: {bundle.Manifest.About}{machine}");
        surroundings.Output.WriteLine($"{bundle.Folder}, {Sizes.Text(bundle.TotalBytes)}");
        WriteTable(rows, row => bundle.IsElsewhere(row.Part) ? row.Path : row.Part.Path);
    }

    private void WriteCheckpoint(InstalledPart installed)
    {
        var path = installed.Part.PathIn(installed.Folder);
        var row = new PartRow(installed.Part, path, PartMemory.Of(
            installed.Part.Kind, installed.Part.Format, path, EngineLanes.OfCascade(new EngineOptions())));
        var known = PublishedCheckpoints.Find(installed.Name);
        if (json)
        {
            WriteJson(new
            {
                name = installed.Name,
                installed = true,
                folder = installed.Folder,
                bytes = installed.TotalBytes,
                about = known?.About,
                machine = known?.Machine,
                calls,
                memoryBytes = row.Memory.BytesFor(calls),
                parts = new[] { Described(row) },
            });
            return;
        }

        surroundings.Output.WriteLine($"{installed.Name}: {known?.About}; meant for {known?.Machine}");
        surroundings.Output.WriteLine($"{installed.Folder}, {Sizes.Text(installed.TotalBytes)}, from {installed.Part.Source}");
        WriteTable([row], static shown => shown.Path);
        WriteUse(installed.Name, installed.Part.Kind);
    }

    private void WriteTable(IReadOnlyList<PartRow> rows, Func<PartRow, string> path)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("part", "format", "size", "parameters", "in memory", "each call", "path", "licence");
        foreach (var row in rows)
        {
            AddRow(
                table, Words.Of(row.Part.Kind), Words.ForPeople(row.Part.Format), Sizes.Text(row.Part.Files.Sum(static file => file.Bytes)),
                Sizes.Parameters(row.Memory.Parameters), Sizes.Text(row.Memory.WeightBytes),
                row.Memory.BytesPerCall > 0 ? Sizes.Text(row.Memory.BytesPerCall) : "-", path(row), row.Part.Licence);
        }

        surroundings.OutputConsole.Write(table);
        surroundings.Output.WriteLine(
            $"memory for {calls} calls, weights and caches: {Sizes.Text(rows.Sum(row => row.Memory.BytesFor(calls)))} "
            + "(reckoned from the shapes, default settings of an engine for CPUs)");
    }

    private void WritePublished(
        (string Name, string About, string Machine, string Size) told, long bytes, IReadOnlyList<PublishedPart> parts,
        long? parameters = null)
    {
        if (json)
        {
            WriteJson(new
            {
                name = told.Name,
                installed = false,
                about = told.About,
                machine = told.Machine,
                bytes,
                parameters,
                parts = parts.Select(static part => new
                {
                    kind = Words.Of(part.Kind),
                    format = Words.Of(part.Format),
                    folder = part.Folder,
                    licence = part.Licence,
                    source = part.Source,
                    files = part.Files.Select(static file => file.Target),
                }),
            });
            return;
        }

        surroundings.Output.WriteLine($"{told.Name}: {told.About}; meant for {told.Machine}");
        surroundings.Output.WriteLine(
            $"not installed: ./minmo models pull {told.Name}, or without a network ./minmo models import {told.Name} --from DIR");
        var table = new Table().Border(TableBorder.Simple).AddColumns("part", "folder", "format", "size", "parameters", "source", "licence", "files");
        foreach (var part in parts)
        {
            AddRow(
                table, Words.Of(part.Kind), part.Folder, Words.ForPeople(part.Format),
                part.ApproximateBytes is { } size ? Sizes.Text(size) : "as the hub says", Sizes.Parameters(parameters),
                part.Source, part.Licence, string.Join(", ", part.Files.Select(static file => file.Target)));
        }

        surroundings.OutputConsole.Write(table);
    }

    private void WriteUse(string name, BundlePartKind kind)
    {
        var option = kind switch
        {
            BundlePartKind.Ears => "--ears",
            BundlePartKind.Voice => "--voice",
            _ => "--llm",
        };
        surroundings.Output.WriteLine($"to use it: ./minmo models compose NAME {option} {name}");
    }

    private static object Described(PartRow row) => new
    {
        kind = Words.Of(row.Part.Kind),
        format = Words.Of(row.Part.Format),
        path = row.Path,
        sampleRateHz = row.Part.SampleRateHz,
        parameters = row.Memory.Parameters,
        weightBytes = row.Memory.WeightBytes,
        bytesPerCall = row.Memory.BytesPerCall,
        licence = row.Part.Licence,
        source = row.Part.Source,
        files = row.Part.Files,
    };

    private static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    private void WriteJson<T>(T value) => surroundings.Output.WriteLine(JsonSerializer.Serialize(value, JsonLines.Options));

    private sealed record PartRow(BundlePart Part, string Path, PartMemory Memory);
}
