using System.Collections.Frozen;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Units by their signs.</summary>
internal static class UnitNames
{
    /// <summary>What is counted.</summary>
    public static readonly FrozenDictionary<string, (string One, string Many)> All =
        new Dictionary<string, (string One, string Many)>
        {
            ["km"] = ("kilometer", "kilometers"),
            ["m"] = ("meter", "meters"),
            ["cm"] = ("centimeter", "centimeters"),
            ["mm"] = ("millimeter", "millimeters"),
            ["mi"] = ("mile", "miles"),
            ["yd"] = ("yard", "yards"),
            ["ft"] = ("foot", "feet"),
            ["kg"] = ("kilogram", "kilograms"),
            ["g"] = ("gram", "grams"),
            ["mg"] = ("milligram", "milligrams"),
            ["lb"] = ("pound", "pounds"),
            ["lbs"] = ("pound", "pounds"),
            ["oz"] = ("ounce", "ounces"),
            ["l"] = ("liter", "liters"),
            ["L"] = ("liter", "liters"),
            ["ml"] = ("milliliter", "milliliters"),
            ["mL"] = ("milliliter", "milliliters"),
            ["gal"] = ("gallon", "gallons"),
            ["tbsp"] = ("tablespoon", "tablespoons"),
            ["tsp"] = ("teaspoon", "teaspoons"),
            ["ms"] = ("millisecond", "milliseconds"),
            ["sec"] = ("second", "seconds"),
            ["secs"] = ("second", "seconds"),
            ["min"] = ("minute", "minutes"),
            ["mins"] = ("minute", "minutes"),
            ["h"] = ("hour", "hours"),
            ["hr"] = ("hour", "hours"),
            ["hrs"] = ("hour", "hours"),
            ["yr"] = ("year", "years"),
            ["yrs"] = ("year", "years"),
            ["mph"] = ("mile per hour", "miles per hour"),
            ["kph"] = ("kilometer per hour", "kilometers per hour"),
            ["Hz"] = ("hertz", "hertz"),
            ["kHz"] = ("kilohertz", "kilohertz"),
            ["MHz"] = ("megahertz", "megahertz"),
            ["GHz"] = ("gigahertz", "gigahertz"),
            ["KB"] = ("kilobyte", "kilobytes"),
            ["kB"] = ("kilobyte", "kilobytes"),
            ["MB"] = ("megabyte", "megabytes"),
            ["GB"] = ("gigabyte", "gigabytes"),
            ["TB"] = ("terabyte", "terabytes"),
            ["kbps"] = ("kilobit per second", "kilobits per second"),
            ["Mbps"] = ("megabit per second", "megabits per second"),
            ["Gbps"] = ("gigabit per second", "gigabits per second"),
            ["W"] = ("watt", "watts"),
            ["kW"] = ("kilowatt", "kilowatts"),
            ["kWh"] = ("kilowatt hour", "kilowatt hours"),
            ["V"] = ("volt", "volts"),
            ["dB"] = ("decibel", "decibels"),
            ["kcal"] = ("kilocalorie", "kilocalories"),
            ["cal"] = ("calorie", "calories"),
            ["sq ft"] = ("square foot", "square feet"),
            ["km²"] = ("square kilometer", "square kilometers"),
            ["m²"] = ("square meter", "square meters"),
            ["m³"] = ("cubic meter", "cubic meters"),
            ["px"] = ("pixel", "pixels"),
            ["fps"] = ("frame per second", "frames per second"),
        }.ToFrozenDictionary();

    /// <summary>What stands behind a slash.</summary>
    public static readonly FrozenDictionary<string, string> Rates = new Dictionary<string, string>
    {
        ["s"] = "second",
        ["sec"] = "second",
        ["min"] = "minute",
        ["h"] = "hour",
        ["hr"] = "hour",
        ["mo"] = "month",
        ["yr"] = "year",
        ["wk"] = "week",
        ["kg"] = "kilogram",
        ["lb"] = "pound",
        ["oz"] = "ounce",
        ["l"] = "liter",
    }.ToFrozenDictionary();
}
