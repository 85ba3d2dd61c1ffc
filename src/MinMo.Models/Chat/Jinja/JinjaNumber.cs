using System.Globalization;

namespace MinMo.Models.Chat.Jinja;

/// <summary>A number from JSON, which is printed as it was written.</summary>
internal sealed record JinjaNumber(string Text)
{
    /// <summary>A long if it is an integer that fits, else a double.</summary>
    public object Value
        => long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? (object)integer
            : double.Parse(Text, CultureInfo.InvariantCulture);
}
