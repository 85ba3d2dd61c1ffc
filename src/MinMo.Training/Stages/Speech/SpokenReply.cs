using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Mind;

namespace MinMo.Training.Stages.Speech;

/// <summary>A dialogue as the language model reads it, and what the voice says of its last reply.</summary>
/// <param name="Positions">The dialogue.</param>
/// <param name="Places">Positions of the units that are said: the style's, then the reply's.</param>
internal sealed record SpokenReply(IReadOnlyList<ScriptPosition> Positions, int[] Places)
{
    /// <summary>The units that are said.</summary>
    public int[] Units => [.. Places.Select(place => Positions[place].Unit)];

    /// <summary>Finds what is said.</summary>
    /// <param name="script">As <see cref="DialogueWriting"/> writes it.</param>
    /// <param name="last">The last exchange.</param>
    /// <param name="units">The units.</param>
    public static SpokenReply Of(DialogueScript script, Exchange last, MindUnits units)
    {
        var count = units.Of(last.Reply).Length;
        var first = script.Positions.Count - units.LineEnd.Length - 1 - count; // the turn's end stands before the line's
        var tools = last.Tools.Sum(use => units.Of(use.Call).Length + units.Of(use.Response).Length + 4);
        int[] style = units.StyleOf(last.Style) is null ? [] : [first - tools - 1];
        return new SpokenReply(script.Positions, [.. style, .. Enumerable.Range(first, count)]);
    }
}
