using System.Text;

namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Expands templates: <c>[one|other|]</c> chooses, <c>{slot}</c> is filled, both may be nested in alternatives.
/// </summary>
internal static class PhraseTemplate
{
    public static string Expand(string template, SlotValues values, Random random)
    {
        var text = new StringBuilder();
        var position = 0;
        ExpandUntilClosed(template, ref position, new Expansion(values, random, text), keep: true);
        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Replace(" ,", ",", StringComparison.Ordinal)
            .Replace(" .", ".", StringComparison.Ordinal)
            .Replace(" ?", "?", StringComparison.Ordinal);
    }

    private static void ExpandUntilClosed(string template, ref int position, Expansion into, bool keep)
    {
        while (position < template.Length && template[position] is not ('|' or ']'))
        {
            var character = template[position++];
            if (character == '[')
            {
                ExpandChoice(template, ref position, into, keep);
            }
            else if (character == '{')
            {
                var end = template.IndexOf('}', position);
                if (keep)
                {
                    into.Text.Append(into.Values[template[position..end]]);
                }
                position = end + 1;
            }
            else if (keep)
            {
                into.Text.Append(character);
            }
        }
    }

    private static void ExpandChoice(string template, ref int position, Expansion into, bool keep)
    {
        var start = position;
        var count = CountAlternatives(template, start);
        var chosen = into.Random.Next(count);
        for (var index = 0; index < count; index++)
        {
            ExpandUntilClosed(template, ref position, into, keep && index == chosen);
            position++; // the bar or the closing bracket
        }
    }

    private static int CountAlternatives(string template, int start)
    {
        var (count, depth) = (1, 0);
        for (var index = start; index < template.Length; index++)
        {
            switch (template[index])
            {
                case '[':
                    depth++;
                    break;
                case ']' when depth == 0:
                    return count;
                case ']':
                    depth--;
                    break;
                case '|' when depth == 0:
                    count++;
                    break;
            }
        }
        throw new FormatException($"An alternative is not closed in '{template}'.");
    }

    private readonly record struct Expansion(SlotValues Values, Random Random, StringBuilder Text);
}
