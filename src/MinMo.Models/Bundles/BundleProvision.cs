namespace MinMo.Models.Bundles;

/// <summary>Sees to it that there is a bundle to start with.</summary>
public static class BundleProvision
{
    /// <summary>The bundle asked for; <c>lite-en</c> is installed if nothing is there at all, not even a bundle that ships,
    /// or if it is asked for by name.</summary>
    /// <param name="store">The bundles of this machine.</param>
    /// <param name="name">The bundle wanted; null for <see cref="BundleStore.DefaultName"/>.</param>
    /// <param name="install">Installs <c>lite-en</c>.</param>
    /// <param name="cancellationToken">Stops the installation.</param>
    /// <exception cref="BundleNotInstalledException">Another bundle is asked for and not installed.</exception>
    /// <exception cref="BundleFormatException">The bundle is broken.</exception>
    public static async Task<EngineBundle> EnsureAsync(
        BundleStore store, string? name, Func<CancellationToken, Task> install, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(install);
        name ??= store.DefaultName() ?? LiteEnglish.Name;
        if (!store.Has(name) && name == LiteEnglish.Name)
        {
            await install(cancellationToken).ConfigureAwait(false);
        }

        return store.Resolve(name);
    }
}
