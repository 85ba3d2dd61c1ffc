using System.Text.Json;
using MinMo.Models.Bundles;
using Spectre.Console;

namespace MinMo.Cli.Bundles;

/// <summary>Writes what is installed.</summary>
internal sealed class BundleListing(Surroundings surroundings)
{
    /// <summary>One line for each bundle; those that could be fetched as well.</summary>
    public void Write(bool json)
    {
        var store = surroundings.Store;
        var bundles = store.Names().Select(store.Open).ToList();
        if (json)
        {
            foreach (var bundle in bundles)
            {
                WriteJson(new { name = bundle.Name, installed = store.IsInstalled(bundle.Name), bytes = bundle.TotalBytes, about = bundle.Manifest.About });
            }
        }

        var available = bundles.All(static bundle => bundle.Name != LiteEnglish.Name);
        var bytes = LiteEnglish.Published.Sum(static part => part.ApproximateBytes);
        if (json)
        {
            if (available)
            {
                WriteJson(new { name = LiteEnglish.Name, installed = false, bytes, about = LiteEnglish.About });
            }

            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("bundle", "state", "size", "about");
        foreach (var bundle in bundles)
        {
            AddRow(table, bundle.Name, store.IsInstalled(bundle.Name) ? "installed" : "ships with minmo", Sizes.Text(bundle.TotalBytes), bundle.Manifest.About);
        }

        if (available)
        {
            AddRow(table, LiteEnglish.Name, "minmo models pull", Sizes.Text(bytes), LiteEnglish.About);
        }

        surroundings.OutputConsole.Write(table);
    }

    /// <summary>Everything about one bundle.</summary>
    /// <exception cref="BundleNotInstalledException">It is neither installed nor published.</exception>
    public void WriteOne(string name, bool json)
    {
        var store = surroundings.Store;
        if (!store.Has(name) && name == LiteEnglish.Name)
        {
            WritePublished(json);
            return;
        }

        var bundle = store.Open(name);
        if (json)
        {
            WriteJson(new
            {
                name,
                installed = store.IsInstalled(name),
                folder = bundle.Folder,
                bytes = bundle.TotalBytes,
                about = bundle.Manifest.About,
                parts = bundle.Manifest.Parts.Select(part => new
                {
                    kind = Words.Of(part.Kind),
                    format = Words.Of(part.Format),
                    path = bundle.PathOf(part),
                    sampleRateHz = part.SampleRateHz,
                    licence = part.Licence,
                    source = part.Source,
                    files = part.Files,
                }),
            });
            return;
        }

        surroundings.Output.WriteLine($"{name}: {bundle.Manifest.About}");
        surroundings.Output.WriteLine($"{bundle.Folder}, {Sizes.Text(bundle.TotalBytes)}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("part", "format", "size", "path", "licence");
        foreach (var part in bundle.Manifest.Parts)
        {
            AddRow(
                table, Words.Of(part.Kind), Words.Of(part.Format), Sizes.Text(part.Files.Sum(static file => file.Bytes)),
                bundle.IsElsewhere(part) ? bundle.PathOf(part) : part.Path, part.Licence);
        }

        surroundings.OutputConsole.Write(table);
    }

    private static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    private void WritePublished(bool json)
    {
        var parts = LiteEnglish.Published;
        if (json)
        {
            WriteJson(new
            {
                name = LiteEnglish.Name,
                installed = false,
                about = LiteEnglish.About,
                bytes = parts.Sum(static part => part.ApproximateBytes),
                parts = parts.Select(static part => new
                {
                    kind = Words.Of(part.Kind),
                    format = Words.Of(part.Format),
                    licence = part.Licence,
                    source = part.Source,
                }),
            });
            return;
        }

        surroundings.Output.WriteLine($"{LiteEnglish.Name}: {LiteEnglish.About}");
        surroundings.Output.WriteLine(
            "not installed: ./minmo models pull lite-en, or without a network ./minmo models import lite-en --from DIR");
        var table = new Table().Border(TableBorder.Simple).AddColumns("part", "format", "size", "source", "licence");
        foreach (var part in parts)
        {
            AddRow(table, Words.Of(part.Kind), Words.Of(part.Format), Sizes.Text(part.ApproximateBytes), part.Source, part.Licence);
        }

        surroundings.OutputConsole.Write(table);
    }

    private void WriteJson<T>(T value) => surroundings.Output.WriteLine(JsonSerializer.Serialize(value, JsonLines.Options));
}
