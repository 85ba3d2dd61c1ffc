using System.Text.Json;
using MinMo.Models.Bundles;
using Spectre.Console;

namespace MinMo.Cli.Bundles;

/// <summary>Writes what is installed, and what can be.</summary>
internal sealed class BundleListing(Surroundings surroundings)
{
    private const string Pull = "minmo models pull";

    /// <summary>One line for each bundle and for each public checkpoint; those that could be fetched as well.</summary>
    public void Write(bool json)
    {
        ListedRow[] rows = [.. Bundles(), .. Checkpoints()];
        if (json)
        {
            foreach (var row in rows)
            {
                surroundings.Output.WriteLine(JsonSerializer.Serialize(
                    new { name = row.Name, kind = row.Kind, installed = row.IsInstalled, bytes = row.Bytes, machine = row.Machine, about = row.About },
                    JsonLines.Options));
            }

            return;
        }

        foreach (var kind in rows.Select(static row => row.Kind).Distinct())
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns(kind, "state", "size", "meant for", "about");
            foreach (var row in rows.Where(row => row.Kind == kind))
            {
                table.AddRow([.. new[] { row.Name, row.State, row.Size, row.Machine ?? "-", row.About }.Select(Markup.Escape)]);
            }

            surroundings.OutputConsole.Write(table);
        }
    }

    private IEnumerable<ListedRow> Bundles()
    {
        var store = surroundings.Store;
        var here = store.Names().Select(store.Open).Select(bundle => new ListedRow("bundle", bundle.Name, bundle.Manifest.About)
        {
            IsInstalled = store.IsInstalled(bundle.Name),
            State = store.IsInstalled(bundle.Name) ? "installed" : "ships with minmo",
            Bytes = bundle.TotalBytes,
            Size = Sizes.Text(bundle.TotalBytes),
            Machine = PublishedBundles.MachineOf(bundle.Name),
        }).ToList();
        var elsewhere = PublishedBundles.All.Where(published => here.All(row => row.Name != published.Name))
            .Select(static published => new ListedRow("bundle", published.Name, published.About)
            {
                State = Pull,
                Bytes = published.KnownBytes,
                Size = Sizes.Text(published),
                Machine = published.Machine,
            });
        return here.Concat(elsewhere);
    }

    private IEnumerable<ListedRow> Checkpoints()
    {
        var parts = new PartStore(surroundings.Store);
        return PublishedCheckpoints.All.Select(checkpoint =>
        {
            var installed = parts.Has(checkpoint.Name);
            var bytes = installed ? parts.Open(checkpoint.Name).TotalBytes : checkpoint.Part.ApproximateBytes ?? 0;
            return new ListedRow("checkpoint", checkpoint.Name, checkpoint.About)
            {
                IsInstalled = installed,
                State = installed ? "installed" : Pull,
                Bytes = bytes,
                Size = Sizes.Text(bytes),
                Machine = checkpoint.Machine,
            };
        });
    }

    /// <param name="Kind"><c>bundle</c>, or <c>checkpoint</c> for what bundles are composed of.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="About">One line for people.</param>
    private sealed record ListedRow(string Kind, string Name, string About)
    {
        public bool IsInstalled { get; init; }

        public required string State { get; init; }

        public required long Bytes { get; init; }

        public required string Size { get; init; }

        public required string? Machine { get; init; }
    }
}
