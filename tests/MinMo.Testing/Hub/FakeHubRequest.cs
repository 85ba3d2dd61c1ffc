using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MinMo.Testing.Hub;

/// <summary>What a client asked a <see cref="FakeHub"/>.</summary>
/// <param name="IsStore">Whether it asked the store behind the hub.</param>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">With its leading slash.</param>
/// <param name="Authorization">The header; null if there is none.</param>
/// <param name="RangeStart">The first byte asked for; null for the whole file.</param>
public sealed record FakeHubRequest(bool IsStore, string Method, string Path, string? Authorization, int? RangeStart)
{
    /// <summary>Reads a request; null if the connection ended before.</summary>
    internal static async Task<FakeHubRequest?> ReadAsync(NetworkStream stream, bool isStore, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(cancellationToken) is not { } line)
        {
            return null;
        }

        var words = line.Split(' ');
        string? authorization = null;
        int? from = null;
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                authorization = value;
            }
            else if (name.Equals("Range", StringComparison.OrdinalIgnoreCase))
            {
                from = int.Parse(value["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        return new FakeHubRequest(isStore, words[0], words[1], authorization, from);
    }
}
