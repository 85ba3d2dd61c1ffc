using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace MinMo.Protocols.Realtime.Errors;

/// <summary>Reads the fields of one JSON object; the first mistake of a whole event is kept, later ones are ignored.</summary>
internal sealed class FieldReader
{
    private readonly string _path;
    private readonly FirstError _errors;
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public FieldReader(JsonElement element, string path, FirstError errors)
    {
        _path = path;
        _errors = errors;
        if (element.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(ErrorCodes.InvalidValue, $"'{path}' must be an object.", path);
            return;
        }

        try
        {
            foreach (var field in element.EnumerateObject())
            {
                _fields[field.Name] = field.Value;
            }
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate: valid JSON, but no text.
            _errors.Add(ErrorCodes.InvalidValue, $"'{path}' has a field whose name is not valid Unicode text.", path);
        }
    }

    /// <summary>Names of all fields.</summary>
    public IEnumerable<string> Names => _fields.Keys;

    public bool Has(string name) => Find(name) is not null;

    public bool IsNull(string name) => Find(name) is { ValueKind: JsonValueKind.Null };

    public JsonElement? Find(string name)
    {
        _read.Add(name);
        return _fields.TryGetValue(name, out var value) ? value : null;
    }

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public FieldReader Object(string name)
        => Find(name) is { } value
            ? new FieldReader(value, PathOf(name), _errors)
            : Missing(name);

    public FieldReader Element(string array, int index, JsonElement element)
        => new(element, $"{PathOf(array)}[{index}]", _errors);

    public string? Text(string name, int longest = int.MaxValue)
    {
        switch (Find(name))
        {
            case null or { ValueKind: JsonValueKind.Null }:
                return null;
            case { ValueKind: JsonValueKind.String } value:
                string text = TextOf(value, name);
                if (text.Length > longest)
                {
                    Refuse(name, $"must have at most {longest} characters");
                }

                return text;
            default:
                Refuse(name, "must be a string");
                return null;
        }
    }

    public string RequiredText(string name)
    {
        string? text = Text(name);
        if (string.IsNullOrEmpty(text))
        {
            _errors.Add(ErrorCodes.MissingParameter, $"'{PathOf(name)}' is required.", PathOf(name));
        }

        return text ?? "";
    }

    public long RequiredWhole(string name, long least, long most)
    {
        if (Find(name) is null)
        {
            _errors.Add(ErrorCodes.MissingParameter, $"'{PathOf(name)}' is required.", PathOf(name));
            return least;
        }

        return Whole(name, least, most) ?? least;
    }

    public long? Whole(string name, long least, long most)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"must be an integer from {least} to {most}");
        return null;
    }

    public double? Number(string name, double least, double most)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, FormattableString.Invariant($"must be a number from {least} to {most}"));
        return null;
    }

    public bool? Flag(string name)
    {
        switch (Find(name)?.ValueKind)
        {
            case null or JsonValueKind.Null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Refuse(name, "must be true or false");
                return null;
        }
    }

    public byte[] RequiredBase64(string name)
    {
        if (Find(name) is not { } value)
        {
            Missing(name);
            return [];
        }

        if (value.ValueKind == JsonValueKind.String && TryDecode(value, out byte[]? bytes))
        {
            return bytes;
        }

        Refuse(name, "must be audio in base64 with padding");
        return [];
    }

    public string[]? Texts(string name, params ReadOnlySpan<string> allowed)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "must be an array of strings");
            return null;
        }

        var texts = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            string text = element.ValueKind == JsonValueKind.String ? TextOf(element, name) : "";
            if (allowed.IndexOf(text) < 0)
            {
                Refuse(name, $"may hold only {string.Join(", ", allowed)}");
                return null;
            }

            texts.Add(text);
        }

        return [.. texts];
    }

    public void OneOf(string name, string? text, params ReadOnlySpan<string> allowed)
    {
        if (text is not null && allowed.IndexOf(text) < 0)
        {
            Refuse(name, $"must be one of {string.Join(", ", allowed)}");
        }
    }

    public void Refuse(string name, string rule)
        => _errors.Add(ErrorCodes.InvalidValue, $"'{PathOf(name)}' {rule}.", PathOf(name));

    public void Unsupported(string name, string remedy)
        => _errors.Add(ErrorCodes.Unsupported, $"'{PathOf(name)}' is not supported here: {remedy}.", PathOf(name));

    /// <summary>Every field that nobody asked for is a mistake.</summary>
    public void RefuseOthers()
    {
        foreach (string name in _fields.Keys.Where(name => !_read.Contains(name)))
        {
            _errors.Add(ErrorCodes.UnknownParameter, $"Unknown parameter: '{PathOf(name)}'.", PathOf(name));
        }
    }

    private FieldReader Missing(string name)
    {
        _errors.Add(ErrorCodes.MissingParameter, $"'{PathOf(name)}' is required.", PathOf(name));
        return new FieldReader(EmptyObject, PathOf(name), _errors);
    }

    private static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    /// <summary>JSON may hold lone surrogates as escapes; .NET refuses to make a string of them.</summary>
    private string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Refuse(name, "is not valid Unicode text");
            return "";
        }
    }

    private static bool TryDecode(JsonElement value, [NotNullWhen(true)] out byte[]? bytes)
    {
        try
        {
            return value.TryGetBytesFromBase64(out bytes);
        }
        catch (InvalidOperationException)
        {
            bytes = null;
            return false;
        }
    }
}
