using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>Writes dialogues as scripts, in nano's form of ChatML: user turns typed, or heard as rows.</summary>
internal sealed class DialogueWriting(MindUnits units)
{
    private const float TypedWeight = 0.1f;  // of the user's text, which teaches the language
    private const float HeardWeight = 0.05f; // of what is heard next

    /// <summary>A dialogue with typed turns.</summary>
    public DialogueScript Typed(Dialogue dialogue) => Write(dialogue, (script, exchange) =>
        script.Append(units.Of(exchange.User), TypedWeight));

    /// <summary>A dialogue with turns that are heard.</summary>
    /// <param name="dialogue">What is said.</param>
    /// <param name="hear">Makes the rows of a turn.</param>
    public DialogueScript Heard(Dialogue dialogue, Func<string, IReadOnlyList<ScriptPosition>> hear)
        => Write(dialogue, (script, exchange) => AppendHeard(script, hear(exchange.User)));

    /// <summary>What stands in the lane when the assistant is to answer: the turn before closed, this one opened.</summary>
    /// <param name="script">Takes the positions.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="user">Appends the user's turn.</param>
    public void Ask(DialogueScript script, Exchange exchange, Action<DialogueScript, Exchange> user)
    {
        script.Append(units.UserTurn, 0);
        user(script, exchange);
        script.Append(units.AssistantTurn, 0);
    }

    /// <summary>Appends rows between the units that frame speech.</summary>
    /// <param name="script">Takes them.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="weight">How much foreseeing what is heard next counts.</param>
    public void AppendHeard(DialogueScript script, IReadOnlyList<ScriptPosition> rows, float weight = HeardWeight)
    {
        script.Append([units.SpeechStart], 0);
        script.AppendHeard(rows, units.Blank, units.SpeechEnd, weight);
    }

    private DialogueScript Write(Dialogue dialogue, Action<DialogueScript, Exchange> user)
    {
        var script = new DialogueScript();
        foreach (var exchange in dialogue.Exchanges)
        {
            Ask(script, exchange, user);
            Answer(script, exchange);
        }

        return script;
    }

    /// <summary>The assistant's turn. Responses are appended by the engine: nobody foresees them.</summary>
    public void Answer(DialogueScript script, Exchange exchange)
    {
        if (units.StyleOf(exchange.Style) is { } style)
        {
            script.Append([style], 1);
        }

        foreach (var use in exchange.Tools)
        {
            script.Append([units.CallStart, .. units.Of(use.Call), units.CallEnd], 1);
            script.Append([units.ResponseStart, .. units.Of(use.Response), units.ResponseEnd], 0);
        }

        script.Append([.. units.Of(exchange.Reply), units.TurnEnd], 1);
        script.Append(units.LineEnd, 0);
    }
}
