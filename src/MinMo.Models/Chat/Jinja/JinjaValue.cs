using System.Globalization;
using System.Text.Json;

namespace MinMo.Models.Chat.Jinja;

/// <summary>What can be asked of every value.</summary>
internal static class JinjaValue
{
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => FromObject(json),
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => new JinjaNumber(json.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or JinjaUndefined => false,
        bool truth => truth,
        string text => text.Length > 0,
        IReadOnlyList<object?> items => items.Count > 0,
        JinjaObject container => container.Keys.Count > 0,
        _ => AsNumber(value) is not (0L or 0.0),
    };

    /// <summary>The value as it is printed.</summary>
    public static string ToText(object? value) => value switch
    {
        JinjaUndefined => string.Empty,
        string text => text,
        null => "None",
        bool truth => truth ? "True" : "False",
        JinjaNumber number => number.Text,
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double fraction => fraction.ToString("R", CultureInfo.InvariantCulture),
        _ => throw new ChatTemplateException($"{Describe(value)} cannot be printed"),
    };

    /// <summary>A long or double; null if the value is no number.</summary>
    public static object? AsNumber(object? value) => value switch
    {
        JinjaNumber number => number.Value,
        bool truth => truth ? 1L : 0L,
        long or double => value,
        _ => null,
    };

    public static long ToInteger(object? value)
        => AsNumber(value) is long number ? number : throw new ChatTemplateException($"{Describe(value)} is no integer");

    /// <summary>A part by name; what is not there is undefined, but what is undefined has no parts.</summary>
    public static object? Part(object? owner, string name) => owner switch
    {
        JinjaUndefined => throw new ChatTemplateException($"'{name}' is asked of a value that is not there"),
        JinjaObject container => container[name],
        _ => JinjaUndefined.Value,
    };

    /// <summary>A part by key or place; places count from the end if negative.</summary>
    public static object? Index(object? owner, object? key)
    {
        if (key is string name)
        {
            return Part(owner, name);
        }

        if (owner is not (IReadOnlyList<object?> or string))
        {
            return owner is JinjaUndefined
                ? throw new ChatTemplateException("a part is asked of a value that is not there")
                : JinjaUndefined.Value;
        }

        var items = Items(owner);
        var place = ToInteger(key);
        place = place < 0 ? place + items.Count : place;
        return place >= 0 && place < items.Count ? items[(int)place] : JinjaUndefined.Value;
    }

    /// <summary>What a loop goes over: items of a list, keys of an object, characters of a text, nothing if undefined.</summary>
    public static IReadOnlyList<object?> Items(object? value) => value switch
    {
        IReadOnlyList<object?> items => items,
        JinjaObject container => container.Keys,
        string text => [.. text.EnumerateRunes().Select(rune => (object)rune.ToString())],
        JinjaUndefined => [],
        _ => throw new ChatTemplateException($"{Describe(value)} has no items"),
    };

    public static bool Contains(object? container, object? item) => container switch
    {
        string text => item is string part
            ? text.Contains(part, StringComparison.Ordinal)
            : throw new ChatTemplateException($"{Describe(item)} cannot be in a text"),
        JinjaObject named => item is string key && named.Contains(key),
        _ => Items(container).Any(element => AreEqual(element, item)),
    };

    public static bool AreEqual(object? left, object? right)
    {
        if (left is IReadOnlyList<object?> items && right is IReadOnlyList<object?> others)
        {
            return items.Count == others.Count && items.Zip(others).All(pair => AreEqual(pair.First, pair.Second));
        }

        return (AsNumber(left), AsNumber(right)) switch
        {
            (null, null) => Equals(left, right),
            (long a, long b) => a == b,
            ({ } a, { } b) => Convert.ToDouble(a, CultureInfo.InvariantCulture)
                .Equals(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
            _ => false,
        };
    }

    /// <summary>The kind of a value, for messages.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "none",
        JinjaUndefined => "an undefined value",
        string => "a text",
        bool => "a truth value",
        JinjaNumber or long or double => "a number",
        JinjaObject => "an object",
        _ => "a list",
    };

    private static JinjaObject FromObject(JsonElement json)
    {
        var result = new JinjaObject();
        foreach (var property in json.EnumerateObject())
        {
            result[property.Name] = FromJson(property.Value);
        }

        return result;
    }
}
