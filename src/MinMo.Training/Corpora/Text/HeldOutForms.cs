using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace MinMo.Training.Corpora.Text;

/// <summary>The held-out phrasings of an intent as expressions in which a slot is any words.</summary>
internal static class HeldOutForms
{
    private static readonly ConcurrentDictionary<Intent, Regex[]> Known = new();

    public static Regex[] Of(Intent intent) => Known.GetOrAdd(intent, Read);

    private static Regex[] Read(Intent intent) =>
    [
        // A phrasing that is no more than a slot would forbid everything.
        .. intent.Asks.Where(ask => ask.HeldOut && Literals(ask.Template).Any(char.IsAsciiLetter))
            .Select(ask => new Regex(Expression(ask.Template), RegexOptions.CultureInvariant)),
    ];

    private static string Literals(string template) => Regex.Replace(template, @"\{[^}]*\}", string.Empty);

    private static string Expression(string template)
    {
        var expression = new StringBuilder("^ ?");
        for (var index = 0; index < template.Length; index++)
        {
            switch (template[index])
            {
                case '{':
                    expression.Append("[a-z' ]+?");
                    index = template.IndexOf('}', index);
                    break;
                case '[':
                    expression.Append("(?:");
                    break;
                case ']':
                    expression.Append(')');
                    break;
                case '|':
                    expression.Append('|');
                    break;
                case ' ':
                    // An empty alternative leaves its blanks behind.
                    expression.Append(" ?");
                    break;
                default:
                    expression.Append(Regex.Escape(template[index].ToString()));
                    break;
            }
        }
        return expression.Append(" ?$").ToString();
    }
}
