using MinMo.Conversation.Tools;

namespace MinMo.Training.Corpora.Text;

/// <summary>Writes the exchanges of a call; keeps the style and the date of the call and the slots of a conversation.</summary>
internal sealed class ExchangeWriter(Random random, bool heldOut)
{
    private const int Attempts = 50;

    private readonly SlotValues _values = new(random, new WordDeck(Vocabulary.Words, new Random(random.Next())));
    private readonly SpokenManner _manner = new(random);
    private DateTimeOffset _now;
    private SpeakingStyle _style;

    /// <summary>A new call, at some time of the years around these.</summary>
    public void Begin()
    {
        _now = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(7 * 365 * 24 * 60));
        _style = SpeakingStyle.Normal;
        Forget();
    }

    /// <summary>A new conversation: its slots are drawn afresh.</summary>
    public void Forget() => _values.Forget();

    public Exchange Write(Intent intent, Exchange? before)
    {
        var (phrasing, user) = Ask(intent);
        _style = intent.Style ?? _style;
        ToolUse[] tools = [];
        if (intent.Tool is { } tool)
        {
            var call = PhraseTemplate.Expand(tool, _values, random);
            tools = [new ToolUse(call, BuiltInTools.Run(call, _now))];
            _values["response"] = tools[0].Response;
        }
        _values["before"] = before?.Reply ?? string.Empty;
        var reply = PhraseTemplate.Expand(intent.Replies[random.Next(intent.Replies.Count)], _values, random);
        return new Exchange(user, reply)
        {
            Tools = tools,
            Style = _style,
            Expected = intent.Expected.Count == 0 && before is not null
                ? before.Expected
                : [.. intent.Expected.Select(group => PhraseTemplate.Expand(group.Replace('|', '/'), _values, random).Split('/'))],
            Skill = intent.Skill,
            Phrasing = phrasing.Id,
        };
    }

    /// <summary>
    /// Asks in an allowed way. What is trained on is never said as a held-out phrasing says it, though alternatives and
    /// additions may make two phrasings alike.
    /// </summary>
    private (Phrasing Phrasing, string User) Ask(Intent intent)
    {
        for (var attempt = 0; ; attempt++)
        {
            var phrasing = Pick(intent.Asks);
            var plain = PhraseTemplate.Expand(phrasing.Template, _values, random);
            if (plain.Length == 0 || intent.IsPlain)
            {
                return (phrasing, plain.Length == 0 ? plain : _manner.Open(plain));
            }
            var dressed = _manner.Close(_manner.Lead(plain));
            var said = _manner.Open(dressed);
            if (heldOut || attempt == Attempts
                || !HeldOutForms.Of(intent).Any(form => form.IsMatch(dressed) || form.IsMatch(said)))
            {
                return (phrasing, said);
            }
        }
    }

    private Phrasing Pick(IReadOnlyList<Phrasing> asks)
    {
        var allowed = asks.Where(ask => ask.HeldOut == heldOut).ToArray();
        allowed = allowed.Length > 0 ? allowed : [.. asks];
        return allowed[random.Next(allowed.Length)];
    }
}
