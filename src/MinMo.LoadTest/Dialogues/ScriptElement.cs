using System.Text.Json;

namespace MinMo.LoadTest.Dialogues;

/// <summary>One element of a file of dialogues; knows its place, so that mistakes can be found.</summary>
/// <param name="element">The element.</param>
/// <param name="place">Such as <c>dialogues[2].moves[0]</c>; empty for the root.</param>
/// <param name="folder">What recordings are relative to.</param>
internal sealed class ScriptElement(JsonElement element, string place, string folder)
{
    private const double LongestSeconds = 600;

    public JsonValueKind Kind => element.ValueKind;

    public string Folder => folder;

    public string Text => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw Failure("must be text");

    /// <summary>A time in seconds, 0 to 600, to the millisecond.</summary>
    public TimeSpan Seconds => TimeSpan.FromMilliseconds(Math.Round(Number(0, LongestSeconds) * 1000));

    public double Number(double least, double most)
        => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && number >= least && number <= most
            ? number
            : throw Failure(FormattableString.Invariant($"must be a number from {least} to {most}"));

    public bool Has(string name) => Kind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    public ScriptElement? Find(string name)
    {
        RequireObject();
        return element.TryGetProperty(name, out var found) ? new ScriptElement(found, PlaceOf(name), folder) : null;
    }

    public ScriptElement Require(string name) => Find(name) ?? throw Failure($"lacks '{name}'");

    public IEnumerable<ScriptElement> Items(string name) => Require(name).Items();

    public IEnumerable<ScriptElement> Items()
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Failure("must be a list");
        }

        return element.EnumerateArray().Select((item, index) => new ScriptElement(item, $"{place}[{index}]", folder));
    }

    /// <summary>A misspelt name is found rather than ignored.</summary>
    public void KnowOnly(params ReadOnlySpan<string> names)
    {
        RequireObject();
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Failure($"has '{property.Name}', which is unknown here; known are {string.Join(", ", names.ToArray())}");
            }
        }
    }

    public DialogueScriptException Failure(string what) => new($"{(place.Length == 0 ? "the file" : place)} {what}");

    private void RequireObject()
    {
        if (Kind != JsonValueKind.Object)
        {
            throw Failure("must be an object");
        }
    }

    private string PlaceOf(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
