using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MinMo.Gateways.Realtime.Access;

/// <summary>Looks for a client's key where the known clients put it: the Authorization header, <c>api-key</c> (Azure
/// style), or a subprotocol (browsers, which cannot set headers).</summary>
internal static class AccessCheck
{
    private const string KeySubprotocol = "openai-insecure-api-key.";

    /// <summary>Whether the request may come in; always, if no keys are set.</summary>
    public static bool Allows(HttpContext context, ICollection<string> keys)
        => keys.Count == 0 || (KeyOf(context) is { } key && IsKnown(key, keys));

    private static string? KeyOf(HttpContext context)
    {
        string authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return authorization["Bearer ".Length..].Trim();
        }

        string header = context.Request.Headers["api-key"].ToString();
        return header.Length > 0
            ? header
            : context.WebSockets.WebSocketRequestedProtocols
                .FirstOrDefault(name => name.StartsWith(KeySubprotocol, StringComparison.Ordinal))?[KeySubprotocol.Length..];
    }

    /// <summary>Takes the same time wherever a wrong key differs.</summary>
    private static bool IsKnown(string key, ICollection<string> keys)
    {
        byte[] offered = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        bool known = false;
        foreach (string candidate in keys)
        {
            known |= CryptographicOperations.FixedTimeEquals(offered, SHA256.HashData(Encoding.UTF8.GetBytes(candidate)));
        }

        return known;
    }
}
