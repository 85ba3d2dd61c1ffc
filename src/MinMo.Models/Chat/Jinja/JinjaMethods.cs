namespace MinMo.Models.Chat.Jinja;

/// <summary>The methods of texts and objects that templates may call.</summary>
internal static class JinjaMethods
{
    /// <summary>Null if there is no such method.</summary>
    public static Func<object?, JinjaArguments, object?>? Find(string name) => name switch
    {
        "items" => (owner, _) => Pairs(owner),
        "keys" => (owner, _) => JinjaValue.Items(Named(owner)),
        "values" => (owner, _) => Named(owner).Keys.Select(key => Named(owner)[key]).ToList(),
        "get" => Get,
        _ => FindOfText(name) is { } method ? (owner, arguments) => method(Text(owner, name), arguments) : null,
    };

    private static Func<string, JinjaArguments, object?>? FindOfText(string name) => name switch
    {
        "strip" => (text, arguments) => text.Trim(Characters(arguments)),
        "lstrip" => (text, arguments) => text.TrimStart(Characters(arguments)),
        "rstrip" => (text, arguments) => text.TrimEnd(Characters(arguments)),
        "startswith" => (text, arguments) => text.StartsWith(Argument(arguments, 0), StringComparison.Ordinal),
        "endswith" => (text, arguments) => text.EndsWith(Argument(arguments, 0), StringComparison.Ordinal),
        "upper" => (text, _) => text.ToUpperInvariant(),
        "lower" => (text, _) => text.ToLowerInvariant(),
        "replace" => (text, arguments) => Replace(text, Argument(arguments, 0), Argument(arguments, 1)),
        "split" => Split,
        _ => null,
    };

    /// <summary>Null stands for white space.</summary>
    private static char[]? Characters(JinjaArguments arguments) => arguments.Text(0)?.ToCharArray();

    private static string Argument(JinjaArguments arguments, int place)
        => arguments.Text(place) ?? throw new ChatTemplateException("a method lacks an argument");

    private static string Replace(string text, string old, string with)
        => old.Length == 0
            ? throw new ChatTemplateException("an empty text cannot be replaced")
            : text.Replace(old, with, StringComparison.Ordinal);

    private static List<object?> Split(string text, JinjaArguments arguments)
        => arguments.Text(0) is { Length: > 0 } separator
            ? [.. text.Split(separator)]
            : [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static List<object?> Pairs(object? owner)
        => [.. Named(owner).Keys.Select(key => (object)new List<object?> { key, Named(owner)[key] })];

    private static object? Get(object? owner, JinjaArguments arguments)
    {
        var (container, key) = (Named(owner), Argument(arguments, 0));
        return container.Contains(key) ? container[key] : arguments.Positional.ElementAtOrDefault(1);
    }

    private static JinjaObject Named(object? owner)
        => owner as JinjaObject ?? throw new ChatTemplateException($"{JinjaValue.Describe(owner)} has no keys");

    private static string Text(object? owner, string method)
        => owner as string ?? throw new ChatTemplateException($"{JinjaValue.Describe(owner)} has no method '{method}'");
}
