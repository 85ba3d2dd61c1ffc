using System.Net;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Models.Bundles.Hub;

/// <summary>Fetches published files: continues what was begun, repeats what failed, checks what came.</summary>
public sealed class HubClient : IDisposable
{
    private const int ChunkBytes = 1 << 17;

    private readonly HubSettings _settings;
    private readonly TimeProvider _time;
    private readonly HubConnection _connection;

    /// <param name="settings">Where and how stubbornly.</param>
    /// <param name="time">The clock of waits and time-outs.</param>
    public HubClient(HubSettings settings, TimeProvider time)
        => (_settings, _time, _connection) = (settings, time, new HubConnection(settings));

    /// <summary>Fetches a file, unless it is there already with the right hash. What was received stays beside it, with
    /// the ending <c>.partial</c>, when it fails or is cancelled, and is continued the next time.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="target">Where to; its folder exists.</param>
    /// <param name="progress">Told about every chunk; null if nobody wants to know.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HubException">It cannot be had, or is not what it should be.</exception>
    public async Task DownloadAsync(
        HubFile file, string target, IProgress<BundleProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var remote = await RetryAsync(file, () => null, () => DescribeAsync(file, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        var expected = file.Sha256 is null ? remote.Digest : new HubDigest(file.Sha256);
        if (File.Exists(target) && expected?.Fits(target) == true)
        {
            progress?.Report(new BundleProgress(file.FileName, new FileInfo(target).Length, remote.Bytes));
            return;
        }

        var partial = target + ".partial";
        ForgetOther(partial, expected);
        var fetch = new Fetch(file, partial, remote.Bytes, progress);
        await RetryAsync(file, () => LengthOf(partial), () => ReceiveAsync(fetch, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (expected is not null && !expected.Fits(partial))
        {
            File.Delete(partial);
            throw new HubException($"{file}: what came does not have the hash {expected.Hexadecimal}; try again");
        }

        File.Move(partial, target, overwrite: true);
        File.Delete(TagOf(partial));
    }

    /// <summary>Bytes that fit into a folder.</summary>
    /// <param name="folder">Exists.</param>
    public long RoomIn(string folder) => _settings.RoomIn(folder);

    /// <summary>The size of a file as the hub states it; null if it does not.</summary>
    /// <exception cref="HubException">The file cannot be had; <see cref="HubException.IsMissing"/> if there is none.</exception>
    public async Task<long?> SizeAsync(HubFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var remote = await RetryAsync(file, static () => null, () => DescribeAsync(file, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return remote.Bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string TagOf(string partial) => partial + ".tag";

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Continues only what is the beginning of the same file.</summary>
    private static void ForgetOther(string partial, HubDigest? expected)
    {
        var tag = TagOf(partial);
        var known = expected?.Hexadecimal ?? string.Empty;
        if (known.Length == 0 || !File.Exists(tag) || File.ReadAllText(tag) != known)
        {
            File.Delete(partial);
        }

        File.WriteAllText(tag, known);
    }

    private async Task<RemoteFile> DescribeAsync(HubFile file, CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(_settings.StallTimeout, _time, cancellationToken);
        return await watch.RunAsync(token => _connection.DescribeAsync(file, token)).ConfigureAwait(false);
    }

    private async Task<bool> ReceiveAsync(Fetch fetch, CancellationToken cancellationToken)
    {
        var offset = LengthOf(fetch.Partial);
        if (offset > 0 && offset == fetch.Bytes)
        {
            return true;
        }

        using var watch = new StallWatch(_settings.StallTimeout, _time, cancellationToken);
        using var response = await watch.RunAsync(token => _connection.ReceiveAsync(fetch.File, offset, token)).ConfigureAwait(false);
        var continues = response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == offset;
        offset = continues ? offset : 0;
        var total = fetch.Bytes ?? (response.Content.Headers.ContentLength is { } rest ? offset + rest : null);
        var mode = continues ? FileMode.Append : FileMode.Create;
        var output = new FileStream(fetch.Partial, mode, FileAccess.Write, FileShare.Read, ChunkBytes, useAsync: true);
        await using (output.ConfigureAwait(false))
        {
            var input = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var buffer = new byte[ChunkBytes];
            for (var read = await watch.RunAsync(token => input.ReadAsync(buffer, token).AsTask()).ConfigureAwait(false);
                read > 0;
                read = await watch.RunAsync(token => input.ReadAsync(buffer, token).AsTask()).ConfigureAwait(false))
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                offset += read;
                fetch.Progress?.Report(new BundleProgress(fetch.File.FileName, offset, total));
            }
        }

        return total is null || offset == total
            ? true
            : throw new IOException($"the connection ended at byte {offset} of {total}");
    }

    private async Task<T> RetryAsync<T>(
        HubFile file, Func<long?> received, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var before = received();
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (HubRangeException)
            {
                throw new HubException($"{file}: what was received before is longer than the file; delete the folder downloads");
            }
            catch (Exception exception) when (IsPassing(exception))
            {
                failures = received() > before ? 1 : failures + 1;
                if (failures >= (CannotConnect(exception) ? Math.Min(2, _settings.Attempts) : _settings.Attempts))
                {
                    throw GiveUp(file, exception);
                }

                await Task.Delay(_settings.FirstDelay * Math.Pow(2, failures - 1), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private HubException GiveUp(HubFile file, Exception cause)
    {
        var host = _connection.AddressOf(file).Host;
        return CannotConnect(cause)
            ? new HubException($"{host} cannot be reached ({Innermost(cause)})", cause) { IsOffline = true }
            : new HubException($"{file} could not be fetched from {host} ({Innermost(cause)}); what came is kept, run it again", cause);
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.ReplaceLineEndings(" ");

    private static bool CannotConnect(Exception exception)
        => exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.SecureConnectionError,
        };

    private static bool IsPassing(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status is 408 or 425 or 429 or >= 500,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    private sealed record Fetch(HubFile File, string Partial, long? Bytes, IProgress<BundleProgress>? Progress);
}
