using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Takes out what is seen and not said: emoji, emoticons, invisible characters.</summary>
internal static partial class PictogramPass
{
    public static string Apply(string text)
    {
        text = Emoticons().Replace(text, string.Empty);
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var said = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Class(rune))
            {
                case Sight.Said:
                    said.Append(rune.ToString());
                    break;
                case Sight.Seen:
                    said.Append(' ');
                    break;
                default:
                    break;
            }
        }

        return said.ToString();
    }

    private static Sight Class(Rune rune)
    {
        const int KeycapMark = 0x20E3;
        return rune.Value switch
        {
            '°' => Sight.Said,
            >= 0xFE00 and <= 0xFE0F or KeycapMark => Sight.Invisible,
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.OtherSymbol => Sight.Seen,
                UnicodeCategory.ModifierSymbol when !rune.IsBmp => Sight.Invisible,
                UnicodeCategory.Format or UnicodeCategory.PrivateUse => Sight.Invisible,
                UnicodeCategory.Control when !Rune.IsWhiteSpace(rune) => Sight.Invisible,
                _ => Sight.Said,
            },
        };
    }

    [GeneratedRegex(@"(?<=^|\s)(?:[:;=][-o']?[)(\[\]DPp/|]|<3|XD|\^_\^)(?=$|[\s.,!?])")]
    private static partial Regex Emoticons();

    private enum Sight
    {
        Said,
        Seen,
        Invisible,
    }
}
