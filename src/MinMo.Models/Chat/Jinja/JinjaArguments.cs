namespace MinMo.Models.Chat.Jinja;

/// <summary>What a function, method or filter is called with.</summary>
internal sealed record JinjaArguments(
    IReadOnlyList<object?> Positional, IReadOnlyList<KeyValuePair<string, object?>> Named)
{
    public static JinjaArguments None { get; } = new([], []);

    /// <summary>An argument by place or name.</summary>
    public object? Find(int place, string name)
    {
        if (place < Positional.Count)
        {
            return Positional[place];
        }

        foreach (var (key, value) in Named)
        {
            if (key == name)
            {
                return value;
            }
        }

        return JinjaUndefined.Value;
    }

    /// <summary>A text argument by place; null if it is not given.</summary>
    public string? Text(int place) => place < Positional.Count ? JinjaValue.ToText(Positional[place]) : null;
}
