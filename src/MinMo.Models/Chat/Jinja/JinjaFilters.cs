namespace MinMo.Models.Chat.Jinja;

/// <summary>The filters behind <c>|</c>.</summary>
internal static class JinjaFilters
{
    /// <summary>Null if there is no such filter.</summary>
    public static Func<object?, JinjaArguments, object?>? Find(string name) => name switch
    {
        "tojson" => (value, arguments) => JinjaJson.Write(value, arguments.Find(0, "indent")),
        "length" or "count" => (value, _) => (long)JinjaValue.Items(value).Count,
        "first" => (value, _) => JinjaValue.Index(ToList(value), 0L),
        "last" => (value, _) => JinjaValue.Index(ToList(value), -1L),
        "list" => (value, _) => ToList(value),
        "join" => (value, arguments) => string.Join(
            arguments.Text(0) ?? string.Empty, JinjaValue.Items(value).Select(JinjaValue.ToText)),
        "string" or "safe" => (value, _) => JinjaValue.ToText(value),
        "default" => (value, arguments) => value is JinjaUndefined ? arguments.Find(0, "default_value") : value,
        "items" => (value, arguments) => JinjaMethods.Find("items")!(value, arguments),
        "trim" => JinjaMethods.Find("strip"),
        "upper" or "lower" or "replace" => JinjaMethods.Find(name),
        _ => null,
    };

    private static List<object?> ToList(object? value) => [.. JinjaValue.Items(value)];
}
