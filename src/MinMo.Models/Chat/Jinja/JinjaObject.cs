namespace MinMo.Models.Chat.Jinja;

/// <summary>Named values in order; also what <c>namespace()</c> and <c>loop</c> are.</summary>
internal sealed class JinjaObject
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Keys => _keys;

    public object? this[string key]
    {
        get => _values.TryGetValue(key, out var value) ? value : JinjaUndefined.Value;
        set
        {
            if (!_values.ContainsKey(key))
            {
                _keys.Add(key);
            }

            _values[key] = value;
        }
    }

    public bool Contains(string key) => _values.ContainsKey(key);
}
