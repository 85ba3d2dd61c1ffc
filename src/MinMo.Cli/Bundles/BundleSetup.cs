using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Cli.Bundles;

/// <summary>Installs and removes bundles, and tells the user what happens.</summary>
internal sealed class BundleSetup(Surroundings surroundings)
{
    /// <summary>The bundle to start with. Where none is installed, <c>lite-en</c> is fetched first.</summary>
    /// <param name="name">The bundle wanted; null for the default one.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <exception cref="HubException">It cannot be fetched.</exception>
    /// <exception cref="BundleNotInstalledException">Another bundle is wanted and not installed.</exception>
    /// <exception cref="BundleFormatException">The bundle is broken.</exception>
    public Task<EngineBundle> EnsureAsync(string? name, CancellationToken cancellationToken)
        => BundleProvision.EnsureAsync(surroundings.Store, name, async token =>
        {
            surroundings.Error.WriteLine($"The bundle '{LiteEnglish.Name}' is not installed yet.");
            await PullAsync(LiteEnglish.Name, token);
        }, cancellationToken);

    /// <summary>Fetches a bundle or a public checkpoint with a progress bar.</summary>
    /// <exception cref="HubException">It cannot be fetched.</exception>
    /// <exception cref="ArgumentException">Nobody publishes one of that name.</exception>
    public async Task PullAsync(string name, CancellationToken cancellationToken)
    {
        var (bundle, checkpoint) = (PublishedBundles.Find(name), PublishedCheckpoints.Find(name));
        if (bundle is null && checkpoint is null)
        {
            throw new ArgumentException(
                $"'{name}' is not published; see models list. For weights of your own: models compose, models import");
        }

        Announce(name, bundle is null ? Sizes.Text(checkpoint!.Part.ApproximateBytes ?? 0) : Sizes.Text(bundle), bundle?.Parts ?? [checkpoint!.Part]);
        using var client = new HubClient(surroundings.Hub, TimeProvider.System);
        try
        {
            var folder = await ProgressBars.RunAsync(surroundings.ErrorConsole, async progress => bundle is null
                ? (await new PartPull(surroundings.Store, client, progress).PullAsync(checkpoint!, cancellationToken)).Folder
                : (await new BundlePull(surroundings.Store, client, progress)
                    .PullAsync(name, bundle.About, bundle.Parts, cancellationToken)).Folder);
            surroundings.Error.WriteLine($"installed {name} in {folder}");
        }
        catch (HubException offline) when (offline.IsOffline)
        {
            throw new HubException(
                $"{offline.Message}: without a network, install {name} from a folder of weights: ./minmo models import {name} --from DIR",
                offline);
        }
    }

    /// <summary>Installs a bundle or a public checkpoint from a folder.</summary>
    public async Task<int> ImportAsync(string name, string from, bool link)
    {
        var (folder, bytes) = await ProgressBars.RunAsync(surroundings.ErrorConsole, progress => Task.FromResult(
            Import(name, from, link, progress)));
        surroundings.Error.WriteLine($"installed {name} ({Sizes.Text(bytes)}) in {folder}");
        return ExitCodes.Success;
    }

    /// <summary>Joins parts to a bundle.</summary>
    public int Compose(string name, string foundation, IReadOnlyDictionary<BundlePartKind, string> exchanged)
    {
        if (exchanged.Count == 0)
        {
            throw new ArgumentException("nothing is exchanged: give at least one of --llm, --ears, --voice");
        }

        exchanged = exchanged.ToDictionary(static pair => pair.Key, pair => PathOf(pair.Value));
        var bundle = exchanged.TryGetValue(BundlePartKind.Ears, out var ears) && MinmoSources.IsEars(ears)
            ? new MinmoComposition(surroundings.Store).Compose(name, SourcesOf(exchanged))
            : new BundleComposition(surroundings.Store).Compose(name, foundation, exchanged);
        surroundings.Error.WriteLine($"composed {name}: {bundle.Manifest.About}");
        return ExitCodes.Success;
    }

    /// <summary>Deletes a bundle or a public checkpoint, unless bundles lean on it.</summary>
    public int Remove(string name, bool force)
    {
        var (store, parts) = (surroundings.Store, new PartStore(surroundings.Store));
        var isPart = !store.IsInstalled(name) && parts.Has(name);
        var dependents = force ? [] : isPart ? parts.DependentsOf(name) : store.DependentsOf(name);
        if (dependents.Count > 0)
        {
            surroundings.Error.WriteLine(
                $"minmo models remove: {string.Join(", ", dependents)} use parts of '{name}'; remove them first, or --force");
            return ExitCodes.Failed;
        }

        if (isPart)
        {
            parts.Remove(name);
        }
        else
        {
            store.Remove(name);
        }

        surroundings.Error.WriteLine($"removed {name}");
        return ExitCodes.Success;
    }

    private (string Folder, long Bytes) Import(string name, string from, bool link, IProgress<BundleProgress> progress)
    {
        if (PublishedCheckpoints.Find(name) is { } checkpoint && !File.Exists(Path.Combine(from, BundleManifest.FileName)))
        {
            var part = new PartImport(surroundings.Store, link).Import(checkpoint, from);
            return (part.Folder, part.TotalBytes);
        }

        var bundle = new BundleImport(surroundings.Store, link, progress).Import(name, from);
        return (bundle.Folder, bundle.TotalBytes);
    }

    /// <summary>The name of an installed checkpoint stands for its folder.</summary>
    private string PathOf(string given)
    {
        var parts = new PartStore(surroundings.Store);
        if (Path.Exists(given) || !parts.Has(given))
        {
            return given;
        }

        var installed = parts.Open(given);
        return installed.Part.PathIn(installed.Folder);
    }

    private static MinmoSources SourcesOf(IReadOnlyDictionary<BundlePartKind, string> given) => new(
        Required(given, BundlePartKind.LanguageModel, "--llm"), given[BundlePartKind.Ears],
        Required(given, BundlePartKind.Voice, "--voice"));

    private static string Required(IReadOnlyDictionary<BundlePartKind, string> given, BundlePartKind kind, string option)
        => given.TryGetValue(kind, out var path)
            ? path
            : throw new ArgumentException($"an encoder of MinMo needs {option} beside it");

    private void Announce(string name, string size, IReadOnlyList<PublishedPart> parts)
    {
        surroundings.Error.WriteLine($"Fetching {name}, {size}, into {surroundings.Home}:");
        foreach (var part in parts)
        {
            surroundings.Error.WriteLine(
                $"  {(part.ApproximateBytes is { } bytes ? Sizes.Text(bytes) : "?"),8}  {part.Source}  [{part.Licence}]");
        }
    }
}
