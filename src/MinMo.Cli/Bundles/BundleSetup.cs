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

    /// <summary>Fetches a bundle with a progress bar.</summary>
    /// <exception cref="HubException">It cannot be fetched.</exception>
    public async Task PullAsync(string name, CancellationToken cancellationToken)
    {
        if (name != LiteEnglish.Name)
        {
            throw new ArgumentException(
                $"'{name}' is not published; only {LiteEnglish.Name} is. For weights of your own: models compose, models import");
        }

        Announce();
        using var client = new HubClient(surroundings.Hub, TimeProvider.System);
        try
        {
            var bundle = await ProgressBars.RunAsync(surroundings.ErrorConsole, progress =>
                new BundlePull(surroundings.Store, client, progress)
                    .PullAsync(name, LiteEnglish.About, LiteEnglish.Published, cancellationToken));
            surroundings.Error.WriteLine($"installed {name} in {bundle.Folder}");
        }
        catch (HubException offline) when (offline.IsOffline)
        {
            throw new HubException(
                $"{offline.Message}: without a network, install {name} from a folder of weights: ./minmo models import {name} --from DIR",
                offline);
        }
    }

    /// <summary>Installs a bundle from a folder.</summary>
    public async Task<int> ImportAsync(string name, string from, bool link)
    {
        var bundle = await ProgressBars.RunAsync(surroundings.ErrorConsole, progress => Task.FromResult(
            new BundleImport(surroundings.Store, link, progress).Import(name, from)));
        surroundings.Error.WriteLine($"installed {name} ({Sizes.Text(bundle.TotalBytes)}) in {bundle.Folder}");
        return ExitCodes.Success;
    }

    /// <summary>Joins parts to a bundle.</summary>
    public int Compose(string name, string foundation, IReadOnlyDictionary<BundlePartKind, string> exchanged)
    {
        if (exchanged.Count == 0)
        {
            throw new ArgumentException("nothing is exchanged: give at least one of --llm, --ears, --voice");
        }

        var bundle = exchanged.TryGetValue(BundlePartKind.Ears, out var ears) && MinmoSources.IsEars(ears)
            ? new MinmoComposition(surroundings.Store).Compose(name, SourcesOf(exchanged))
            : new BundleComposition(surroundings.Store).Compose(name, foundation, exchanged);
        surroundings.Error.WriteLine($"composed {name}: {bundle.Manifest.About}");
        return ExitCodes.Success;
    }

    /// <summary>Deletes a bundle, unless others lean on it.</summary>
    public int Remove(string name, bool force)
    {
        var store = surroundings.Store;
        var dependents = force ? [] : store.DependentsOf(name);
        if (dependents.Count > 0)
        {
            surroundings.Error.WriteLine(
                $"minmo models remove: {string.Join(", ", dependents)} use parts of '{name}'; remove them first, or --force");
            return ExitCodes.Failed;
        }

        store.Remove(name);
        surroundings.Error.WriteLine($"removed {name}");
        return ExitCodes.Success;
    }

    private static MinmoSources SourcesOf(IReadOnlyDictionary<BundlePartKind, string> given) => new(
        Required(given, BundlePartKind.LanguageModel, "--llm"), given[BundlePartKind.Ears],
        Required(given, BundlePartKind.Voice, "--voice"));

    private static string Required(IReadOnlyDictionary<BundlePartKind, string> given, BundlePartKind kind, string option)
        => given.TryGetValue(kind, out var path)
            ? path
            : throw new ArgumentException($"an encoder of MinMo needs {option} beside it");

    private void Announce()
    {
        var parts = LiteEnglish.Published;
        surroundings.Error.WriteLine(
            $"Fetching {LiteEnglish.Name}, {Sizes.Text(parts.Sum(static part => part.ApproximateBytes))}, into {surroundings.Home}:");
        foreach (var part in parts)
        {
            surroundings.Error.WriteLine(
                $"  {Sizes.Text(part.ApproximateBytes),8}  {part.Source}  [{part.Licence}]");
        }
    }
}
