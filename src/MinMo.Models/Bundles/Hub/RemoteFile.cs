namespace MinMo.Models.Bundles.Hub;

/// <summary>What the hub says about a file before it sends it.</summary>
/// <param name="Bytes">Its size, if stated.</param>
/// <param name="Digest">Its hash, if stated.</param>
internal sealed record RemoteFile(long? Bytes, HubDigest? Digest);
