namespace MinMo.Training.Corpora.Text;

/// <summary>Writes dialogues one after another: up to two conversations as context, then one of the skill asked for.</summary>
internal sealed class DialogueWriter(Random random, bool heldOut)
{
    private const int LongestContext = 4;
    private const int LongestDialogue = 6;

    /// <summary>The skill whose reply is the reply before.</summary>
    private const string Again = "again";

    private readonly SkillBook _book = SkillBook.Embedded;
    private readonly ExchangeWriter _exchanges = new(random, heldOut);
    private readonly List<Exchange> _call = [];

    public Dialogue Write(string skill)
    {
        _call.Clear();
        _exchanges.Begin();
        var contexts = skill == Again ? random.Next(1, 3) : random.Next(10) switch { < 4 => 0, < 8 => 1, _ => 2 };
        for (var index = 0; index < contexts && _call.Count < LongestContext; index++)
        {
            Converse(PickFlow(ContextSkill(), LongestContext - _call.Count));
        }
        Converse(PickFlow(skill, LongestDialogue - _call.Count));
        var last = _call[^1];
        return new Dialogue(skill, last.Phrasing, heldOut, [.. _call]);
    }

    private string ContextSkill()
    {
        while (true)
        {
            // One context in six sets a style, so that styles are often seen to last.
            var skill = random.Next(6) == 0 ? "style" : _book.Skills[random.Next(_book.Skills.Count)];
            if (skill is not (Again or "goodbye"))
            {
                return skill;
            }
        }
    }

    private Intent[] PickFlow(string skill, int longest)
    {
        var flows = _book.Flows(skill);
        var shortest = flows.Min(flow => flow.Length);
        var allowed = flows.Where(flow => flow.Length <= Math.Max(shortest, longest)).ToArray();
        return allowed[random.Next(allowed.Length)];
    }

    private void Converse(Intent[] flow)
    {
        _exchanges.Forget();
        foreach (var intent in flow)
        {
            _call.Add(_exchanges.Write(intent, _call.Count > 0 ? _call[^1] : null));
        }
    }
}
