namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Typed look-ups in the metadata. Every mistake names the key and is a
/// <see cref="CheckpointFormatException"/>.</summary>
internal sealed class GgufEntries(GgufFile file)
{
    public string RequireText(string key) => FindText(key) ?? throw Missing(key);

    public string? FindText(string key)
        => Find(key) is { } value ? value.Text ?? throw Wrong(key, value, "a text") : null;

    public IReadOnlyList<string> RequireTexts(string key)
    {
        var value = Find(key) ?? throw Missing(key);
        return value.Texts ?? throw Wrong(key, value, "a list of texts");
    }

    public long[]? FindIntegers(string key)
        => Find(key) is { } value ? value.Integers ?? throw Wrong(key, value, "a list of integers") : null;

    public int RequireSize(string key) => FindSize(key) ?? throw Missing(key);

    /// <summary>An integer of any type, at least 1.</summary>
    public int? FindSize(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.Integer is >= 1 and <= int.MaxValue and var size
            ? (int)size
            : throw Wrong(key, value, "an integer from 1 on");
    }

    /// <summary>An integer of any type, at least 0.</summary>
    public int? FindCount(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.Integer is >= 0 and <= int.MaxValue and var count
            ? (int)count
            : throw Wrong(key, value, "an integer from 0 on");
    }

    public double RequirePositive(string key) => FindPositive(key) ?? throw Missing(key);

    /// <summary>A floating-point number, finite and above 0.</summary>
    public double? FindPositive(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.Number is > 0 and < double.PositiveInfinity and var number
            ? number
            : throw Wrong(key, value, "a finite number above 0");
    }

    public bool? FindTruth(string key)
        => Find(key) is { } value ? value.Truth ?? throw Wrong(key, value, "true or false") : null;

    public CheckpointFormatException Error(string key, string reason)
        => new(file.Location, Find(key)?.Position ?? 0, reason);

    private GgufValue? Find(string key) => file.Metadata.GetValueOrDefault(key);

    private CheckpointFormatException Missing(string key) => new(file.Location, 0, $"the key '{key}' is missing");

    private CheckpointFormatException Wrong(string key, GgufValue value, string expected)
        => new(file.Location, value.Position, $"'{key}' is not {expected}");
}
