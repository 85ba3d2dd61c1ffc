using System.Text.Json;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles.Hub;

/// <summary>Fetches the files of a part.</summary>
internal sealed class PartDownload(HubClient client, IProgress<BundleProgress>? progress)
{
    /// <summary>What the name of a sharded file's index ends in.</summary>
    internal const string IndexEnding = ".index.json";

    /// <summary>Refuses to begin what the disk cannot hold.</summary>
    /// <param name="parts">What is to be fetched.</param>
    /// <param name="folder">Where to; made.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HubException">There is no room, or a file cannot be had.</exception>
    public async Task RefuseWithoutRoomAsync(IEnumerable<PublishedPart> parts, string folder, CancellationToken cancellationToken)
    {
        var bytes = await MeasureAsync(parts, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        var free = client.RoomIn(folder);
        if (free < bytes)
        {
            throw new HubException($"{folder} has room for {free / 1_000_000} MB, {bytes / 1_000_000} MB are needed");
        }
    }

    /// <summary>Fetches every file; those that are there already are only checked.</summary>
    /// <param name="part">Whose.</param>
    /// <param name="folder">Where to; made if it does not exist.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was fetched, relative to the folder.</returns>
    /// <exception cref="HubException">A file cannot be had, or is not what it should be.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(PublishedPart part, string folder, CancellationToken cancellationToken)
    {
        List<string> fetched = [];
        foreach (var file in part.Files)
        {
            foreach (var piece in await PiecesAsync(file, folder, cancellationToken).ConfigureAwait(false))
            {
                await DownloadAsync(piece, folder, cancellationToken).ConfigureAwait(false);
                fetched.Add(piece.Target);
            }
        }

        return fetched;
    }

    /// <summary>The names of the shards that an index lists.</summary>
    /// <exception cref="HubException">It is no index, or names a file that does not lie beside it.</exception>
    internal static IReadOnlyList<string> ShardsOf(string index)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            string[] names =
            [
                .. json.RootElement.GetProperty("weight_map").EnumerateObject()
                    .Select(static tensor => tensor.Value.GetString() ?? string.Empty).Distinct().Order(StringComparer.Ordinal),
            ];
            return names.FirstOrDefault(static name => name.Length == 0 || name != Path.GetFileName(name)) is { } stray
                ? throw new HubException($"{index}: '{stray}' is not a file beside the index")
                : names;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HubException($"{index}: {exception.Message}", exception);
        }
    }

    // What is known beforehand, else what the hub states.
    private async Task<long> MeasureAsync(IEnumerable<PublishedPart> parts, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var part in parts)
        {
            bytes += part.ApproximateBytes ?? 0;
            foreach (var file in part.ApproximateBytes is null ? part.Files : [])
            {
                bytes += await client.SizeAsync(file, cancellationToken).ConfigureAwait(false) ?? 0;
            }
        }

        return bytes;
    }

    private async Task<IReadOnlyList<HubFile>> PiecesAsync(HubFile file, string folder, CancellationToken cancellationToken)
    {
        if (!file.MayBeSharded || await ExistsAsync(file, cancellationToken).ConfigureAwait(false))
        {
            return [file];
        }

        var index = file with { Path = file.Path + IndexEnding, Target = file.Target + IndexEnding, MayBeSharded = false };
        await DownloadAsync(index, folder, cancellationToken).ConfigureAwait(false);
        return [index, .. ShardsOf(Path.Combine(folder, index.Target)).Select(name => Beside(file, name))];
    }

    private async Task<bool> ExistsAsync(HubFile file, CancellationToken cancellationToken)
    {
        try
        {
            await client.SizeAsync(file, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HubException exception) when (exception.IsMissing)
        {
            return false;
        }
    }

    private async Task DownloadAsync(HubFile file, string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, file.Target);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await client.DownloadAsync(file, target, progress, cancellationToken).ConfigureAwait(false);
    }

    private static HubFile Beside(HubFile file, string name) => file with
    {
        Path = file.Path[..^file.FileName.Length] + name,
        Target = file.Target[..^Path.GetFileName(file.Target).Length] + name,
        MayBeSharded = false,
    };
}
