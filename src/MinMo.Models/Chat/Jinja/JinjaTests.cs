namespace MinMo.Models.Chat.Jinja;

/// <summary>The tests behind <c>is</c>.</summary>
internal static class JinjaTests
{
    /// <summary>Null if there is no such test.</summary>
    public static Predicate<object?>? Find(string name) => name switch
    {
        "defined" => value => value is not JinjaUndefined,
        "undefined" => value => value is JinjaUndefined,
        "none" => value => value is null,
        "string" => value => value is string,
        "number" => value => value is JinjaNumber or long or double or bool,
        "boolean" => value => value is bool,
        "true" => value => value is true,
        "false" => value => value is false,
        "mapping" => value => value is JinjaObject,
        "iterable" or "sequence" => value => value is string or JinjaObject or IReadOnlyList<object?>,
        _ => null,
    };
}
