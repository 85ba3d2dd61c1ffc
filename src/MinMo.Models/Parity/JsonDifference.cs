using System.Text.Json;

namespace MinMo.Models.Parity;

/// <summary>Finds the first difference of two JSON values. The order of properties does not matter; numbers are equal
/// if they have the same value, however written.</summary>
internal static class JsonDifference
{
    /// <returns>Where and what, or null if there is no difference.</returns>
    public static string? Find(JsonElement reference, JsonElement ours, string path)
    {
        if (reference.ValueKind != ours.ValueKind)
        {
            return Describe(reference, ours, path);
        }

        return reference.ValueKind switch
        {
            JsonValueKind.Object => FindInObject(reference, ours, path),
            JsonValueKind.Array => FindInArray(reference, ours, path),
            JsonValueKind.Number => SameNumber(reference, ours) ? null : Describe(reference, ours, path),
            JsonValueKind.String => SameText(reference, ours) ? null : Describe(reference, ours, path),
            _ => null, // true, false and null have no value besides their kind
        };
    }

    /// <summary>As <see cref="Find"/> for file names to verdicts, of which <c>any</c> leaves the choice to us.</summary>
    public static string? FindInVerdicts(JsonElement reference, JsonElement ours)
    {
        foreach (var file in reference.EnumerateObject())
        {
            var ownVerdict = ours.TryGetProperty(file.Name, out var own) ? own.GetString() : null;
            var expected = file.Value.GetString();
            if (ownVerdict is null || (expected != "any" && expected != ownVerdict))
            {
                return $"{file.Name}: {ownVerdict ?? "no verdict"}, should be {expected}";
            }
        }

        return null;
    }

    private static string? FindInObject(JsonElement reference, JsonElement ours, string path)
    {
        foreach (var property in ours.EnumerateObject())
        {
            if (!reference.TryGetProperty(property.Name, out _))
            {
                return $"{path}.{property.Name} is not in the reference";
            }
        }

        foreach (var property in reference.EnumerateObject())
        {
            var inner = $"{path}.{property.Name}";
            if (!ours.TryGetProperty(property.Name, out var own))
            {
                return $"{inner} is missing";
            }

            if (Find(property.Value, own, inner) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? FindInArray(JsonElement reference, JsonElement ours, string path)
    {
        using var theirs = reference.EnumerateArray();
        using var own = ours.EnumerateArray();
        for (var i = 0; theirs.MoveNext() & own.MoveNext(); i++)
        {
            if (Find(theirs.Current, own.Current, $"{path}[{i}]") is { } difference)
            {
                return difference;
            }
        }

        var (expected, actual) = (reference.GetArrayLength(), ours.GetArrayLength());
        return expected == actual ? null : $"{path} has {actual} elements, the reference {expected}";
    }

    private static bool SameNumber(JsonElement reference, JsonElement ours)
        => reference.TryGetInt64(out var integer) && ours.TryGetInt64(out var own)
            ? integer == own
            : reference.GetDouble().Equals(ours.GetDouble());

    private static bool SameText(JsonElement reference, JsonElement ours)
        => string.Equals(reference.GetString(), ours.GetString(), StringComparison.Ordinal);

    private static string Describe(JsonElement reference, JsonElement ours, string path)
        => $"{path} is {Shorten(ours)}, the reference {Shorten(reference)}";

    private static string Shorten(JsonElement value)
    {
        const int Longest = 120;
        var text = value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
