namespace MinMo.Models.Chat.Jinja;

/// <summary>Variables. A loop's body has a scope of its own: what it sets is gone with the round.</summary>
internal sealed class JinjaScope(JinjaScope? outer = null)
{
    /// <summary>Templates come with files from strangers; no honest one needs as many rounds.</summary>
    private const int MostRounds = 100_000;

    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);
    private readonly Counter _rounds = outer?._rounds ?? new Counter();

    public object? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return JinjaUndefined.Value;
    }

    public void Set(string name, object? value) => _variables[name] = value;

    /// <exception cref="ChatTemplateException">The template has looped beyond all reason.</exception>
    public void CountRound()
    {
        if (++_rounds.Value > MostRounds)
        {
            throw new ChatTemplateException($"more than {MostRounds} rounds of loops");
        }
    }

    private JinjaScope? Outer => outer;

    private sealed class Counter
    {
        public int Value { get; set; }
    }
}
