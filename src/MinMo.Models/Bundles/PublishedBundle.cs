using MinMo.Models.Bundles.Hub;

namespace MinMo.Models.Bundles;

/// <summary>A bundle that is ready to be fetched, part by part, from where its parts are published.</summary>
/// <param name="Name">What calls name it by.</param>
/// <param name="About">One line for people.</param>
/// <param name="Machine">For which machine it is meant, for people.</param>
/// <param name="Parts">One of each kind.</param>
public sealed record PublishedBundle(string Name, string About, string Machine, IReadOnlyList<PublishedPart> Parts)
{
    /// <summary>All parts whose size is known beforehand, together.</summary>
    public long KnownBytes => Parts.Sum(static part => part.ApproximateBytes ?? 0);

    /// <summary>Whether <see cref="KnownBytes"/> is all of it.</summary>
    public bool IsSizeKnown => Parts.All(static part => part.ApproximateBytes is not null);
}
