namespace MinMo.Models.Chat.Jinja;

/// <summary>The functions that templates may call.</summary>
internal static class JinjaFunctions
{
    private const long LongestRange = 10_000;

    /// <summary>Null if there is no such function.</summary>
    public static Func<JinjaArguments, object?>? Find(string name) => name switch
    {
        "raise_exception" => arguments => throw new ChatTemplateException(arguments.Text(0) ?? string.Empty),
        "namespace" or "dict" => MakeObject,
        "range" => MakeRange,
        _ => null,
    };

    private static JinjaObject MakeObject(JinjaArguments arguments)
    {
        var result = new JinjaObject();
        foreach (var (name, value) in arguments.Named)
        {
            result[name] = value;
        }

        return result;
    }

    private static List<object?> MakeRange(JinjaArguments arguments)
    {
        var bounds = arguments.Positional.Select(JinjaValue.ToInteger).ToArray();
        var (start, end, step) = bounds switch
        {
            [var only] => (0L, only, 1L),
            [var first, var last] => (first, last, 1L),
            [var first, var last, not 0 and var by] => (first, last, by),
            _ => throw new ChatTemplateException("range takes one to three numbers"),
        };
        var values = new List<object?>();
        for (var value = start; step > 0 ? value < end : value > end; value = checked(value + step))
        {
            values.Add(value);
            if (values.Count > LongestRange)
            {
                throw new ChatTemplateException("a range is too long");
            }
        }

        return values;
    }
}
