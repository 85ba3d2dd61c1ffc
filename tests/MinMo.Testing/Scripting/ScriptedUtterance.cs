using MinMo.Abstractions.Calls;

namespace MinMo.Testing.Scripting;

/// <summary>
/// Words of the caller on the sample clock. The words are spread evenly, so that a step which hears a part of the
/// utterance recognizes the words whose middle lies in that part.
/// </summary>
/// <param name="From">Begin of the first word.</param>
/// <param name="To">End of the last word.</param>
/// <param name="Text">Words, separated by blanks.</param>
public sealed record ScriptedUtterance(CallPosition From, CallPosition To, string Text)
{
    /// <summary>What an assess step answers once the utterance has ended, 0 to 1; before its end it answers 0.1.</summary>
    public float Complete { get; init; } = 0.9f;

    /// <summary>The stop mass of a recognize step once the utterance has ended, 0 to 1; before its end it is 0.05.</summary>
    public float StopMass { get; init; } = 0.9f;

    /// <summary>The words whose middle lies between two positions, and whether the last word is among them.</summary>
    internal (IReadOnlyList<string> Words, bool Ended) Within(CallPosition from, CallPosition to)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = To.Samples - From.Samples;
        var heard = new List<string>();
        var ended = false;
        for (var index = 0; index < words.Length; index++)
        {
            var middle = From.Samples + (length * ((2 * index) + 1) / (2 * words.Length));
            if (middle >= from.Samples && middle < to.Samples)
            {
                heard.Add(words[index]);
                ended = index == words.Length - 1 && To <= to;
            }
        }

        return (heard, ended);
    }
}
