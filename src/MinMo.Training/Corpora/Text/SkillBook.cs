namespace MinMo.Training.Corpora.Text;

/// <summary>
/// The skills as written in the embedded texts. A line <c># name</c> opens an intent (<c>#+ name</c> one that is only
/// said as a sequel), <c>@</c> gives a setting, <c>&gt;</c> a reply, <c>=</c> what a right reply says, <c>!</c> a
/// conversation as a list of intents; any other line is a way to ask.
/// </summary>
internal sealed class SkillBook
{
    /// <summary>Of every so many phrasings of an intent, one is held out.</summary>
    private const int HeldOutEvery = 7;

    private readonly Dictionary<string, Intent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Intent[]>> _flows = new(StringComparer.Ordinal);

    public static SkillBook Embedded { get; } = Read();

    public IReadOnlyList<string> Skills { get; private set; } = [];

    public IEnumerable<Intent> Intents => _intents.Values;

    /// <summary>The conversations of a skill; those of an intent with a weight of two are there twice.</summary>
    public IReadOnlyList<Intent[]> Flows(string skill) => _flows[skill];

    private static SkillBook Read()
    {
        var book = new SkillBook();
        foreach (var name in TextResource.Names("skills"))
        {
            book.ReadSkill(name.Split('.')[^2], TextResource.Lines(name));
        }
        book.Skills = [.. book._flows.Keys.Order(StringComparer.Ordinal)];
        return book;
    }

    private void ReadSkill(string skill, string[] lines)
    {
        var flows = new List<string[]>();
        var intents = new List<Intent>();
        var start = 0;
        while (start < lines.Length)
        {
            if (lines[start][0] == '!')
            {
                flows.Add(lines[start++][1..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                continue;
            }
            var end = Array.FindIndex(lines, start + 1, line => line[0] is '#' or '!');
            end = end < 0 ? lines.Length : end;
            intents.Add(ReadIntent(skill, lines.AsSpan(start, end - start)));
            start = end;
        }
        foreach (var intent in intents)
        {
            _intents.Add($"{skill}.{intent.Name}", intent);
        }
        _flows.Add(skill,
        [
            .. intents.Where(intent => !intent.IsSequel).SelectMany(intent => Enumerable.Repeat(new[] { intent }, intent.Weight)),
            .. flows.Select(flow => flow.Select(name => _intents[$"{skill}.{name}"]).ToArray()),
        ]);
    }

    private static Intent ReadIntent(string skill, ReadOnlySpan<string> lines)
    {
        var head = lines[0].TrimStart('#');
        var intent = new Intent(skill, head.TrimStart('+').Trim()) { IsSequel = head.StartsWith('+') };
        var (asks, replies, expected) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var line in lines[1..])
        {
            switch (line[0])
            {
                case '@':
                    intent = Set(intent, line[1..].Trim());
                    break;
                case '>':
                    replies.Add(line[1..].Trim());
                    break;
                case '=':
                    expected.Add(line[1..].Trim());
                    break;
                default:
                    asks.Add(line);
                    break;
            }
        }
        return intent with { Asks = Number(intent, asks), Replies = replies, Expected = expected };
    }

    private static Intent Set(Intent intent, string setting)
    {
        var (name, value) = setting.Split(' ', 2) is [var first, var rest] ? (first, rest) : (setting, string.Empty);
        return name switch
        {
            "tool" => intent with { Tool = value },
            "style" => intent with { Style = Enum.Parse<SpeakingStyle>(value, ignoreCase: true) },
            "weight" => intent with { Weight = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "plain" => intent with { IsPlain = true },
            _ => throw new FormatException($"'{name}' is no setting of an intent."),
        };
    }

    private static Phrasing[] Number(Intent intent, List<string> asks) =>
    [
        .. asks.Select((ask, index) => new Phrasing(
            $"{intent.Skill}.{intent.Name}.{index}",
            index % HeldOutEvery == HeldOutEvery - 2 || asks.Count < HeldOutEvery - 1 && asks.Count > 2 && index == asks.Count - 1,
            ask == "-" ? string.Empty : ask)),
    ];
}
