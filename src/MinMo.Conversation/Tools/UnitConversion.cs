namespace MinMo.Conversation.Tools;

/// <summary>Conversion between everyday units: "ten miles to kilometers", "thirty degrees celsius in fahrenheit".</summary>
internal static class UnitConversion
{
    private const string Length = "length";
    private const string Mass = "mass";
    private const string Volume = "volume";
    private const string Time = "time";
    private const string Temperature = "temperature";

    private static readonly Dictionary<string, Unit> Units = new(StringComparer.Ordinal)
    {
        ["millimeter"] = new(Length, 0.001m, "millimeters"),
        ["centimeter"] = new(Length, 0.01m, "centimeters"),
        ["meter"] = new(Length, 1, "meters"),
        ["kilometer"] = new(Length, 1000, "kilometers"),
        ["inch"] = new(Length, 0.0254m, "inches"),
        ["foot"] = new(Length, 0.3048m, "feet"),
        ["yard"] = new(Length, 0.9144m, "yards"),
        ["mile"] = new(Length, 1609.344m, "miles"),
        ["gram"] = new(Mass, 1, "grams"),
        ["kilogram"] = new(Mass, 1000, "kilograms"),
        ["ton"] = new(Mass, 1_000_000, "tons"),
        ["ounce"] = new(Mass, 28.349523125m, "ounces"),
        ["pound"] = new(Mass, 453.59237m, "pounds"),
        ["liter"] = new(Volume, 1, "liters"),
        ["milliliter"] = new(Volume, 0.001m, "milliliters"),
        ["gallon"] = new(Volume, 3.785411784m, "gallons"),
        ["quart"] = new(Volume, 0.946352946m, "quarts"),
        ["pint"] = new(Volume, 0.473176473m, "pints"),
        ["cup"] = new(Volume, 0.2365882365m, "cups"),
        ["second"] = new(Time, 1, "seconds"),
        ["minute"] = new(Time, 60, "minutes"),
        ["hour"] = new(Time, 3600, "hours"),
        ["day"] = new(Time, 86_400, "days"),
        ["week"] = new(Time, 604_800, "weeks"),
        ["celsius"] = new(Temperature, 1, "degrees celsius"),
        ["fahrenheit"] = new(Temperature, 1, "degrees fahrenheit"),
    };

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["feet"] = "foot",
        ["inches"] = "inch",
        ["metre"] = "meter",
        ["metres"] = "meter",
        ["kilometre"] = "kilometer",
        ["kilometres"] = "kilometer",
        ["litre"] = "liter",
        ["litres"] = "liter",
        ["kilo"] = "kilogram",
        ["kilos"] = "kilogram",
        ["km"] = "kilometer",
        ["kg"] = "kilogram",
        ["cm"] = "centimeter",
        ["centigrade"] = "celsius",
    };

    public static string? Answer(ReadOnlySpan<string> words)
    {
        var cut = words.LastIndexOf("to");
        cut = cut < 0 ? words.LastIndexOf("into") : cut;
        cut = cut < 0 ? words.LastIndexOf("in") : cut;
        if (cut < 2 || UnitAtEnd(words[..cut], out var count) is not { } from
            || UnitAtEnd(words[(cut + 1)..], out _) is not { } to || from.Kind != to.Kind)
        {
            return null;
        }
        if (!ReadAmount(count, out var amount))
        {
            return null;
        }
        var result = from.Kind == Temperature ? Warm(amount, from, to) : amount * from.Size / to.Size;
        return decimal.Abs(result) < SpokenNumber.Largest ? $"{Round(result)} {Plural(to, result)}" : null;
    }

    private static bool ReadAmount(ReadOnlySpan<string> words, out decimal amount)
    {
        if (words is [.. var whole, "and", "a", "half"])
        {
            var read = ToolWords.TryNumber(whole, out amount);
            amount += 0.5m;
            return read;
        }
        if (words is ["half", "a" or "an"] or ["a" or "one", "half"])
        {
            amount = 0.5m;
            return true;
        }
        return ToolWords.TryNumber(words, out amount);
    }

    private static decimal Warm(decimal degrees, Unit from, Unit to) =>
        from == to ? degrees
            : to == Units["fahrenheit"] ? degrees * 9 / 5 + 32
            : (degrees - 32) * 5 / 9;

    /// <summary>One decimal is enough for the ear.</summary>
    private static string Round(decimal value)
    {
        var places = decimal.Abs(value) >= 100 ? 0 : decimal.Abs(value) >= 1 ? 1 : 3;
        var rounded = decimal.Round(value, places, MidpointRounding.AwayFromZero);
        return (rounded == value ? string.Empty : "about ") + SpokenNumber.Write(rounded);
    }

    private static string Plural(Unit unit, decimal value) =>
        value == 1 && unit.Kind != Temperature ? Units.First(pair => pair.Value == unit).Key : unit.Plural;

    private static Unit? UnitAtEnd(ReadOnlySpan<string> words, out ReadOnlySpan<string> rest)
    {
        rest = words;
        if (words.Length == 0)
        {
            return null;
        }
        var name = words[^1];
        name = OtherNames.GetValueOrDefault(name, name);
        if (!Units.TryGetValue(name, out var unit) && !Units.TryGetValue(name.TrimEnd('s'), out unit))
        {
            return null;
        }
        rest = words[..^1];
        if (rest is [.. var before, "degrees" or "degree"])
        {
            rest = before;
        }
        return unit;
    }

    private sealed record Unit(string Kind, decimal Size, string Plural);
}
