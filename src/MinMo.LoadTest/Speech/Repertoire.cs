namespace MinMo.LoadTest.Speech;

/// <summary>All dialogues that a run draws from, spoken.</summary>
public sealed class Repertoire
{
    internal Repertoire(IReadOnlyList<PreparedDialogue> dialogues) => Dialogues = dialogues;

    internal IReadOnlyList<PreparedDialogue> Dialogues { get; }

    /// <summary>How many there are, one for each pair of a dialogue and a voice.</summary>
    public int Count => Dialogues.Count;

    /// <summary>Seconds of caller's speech in all of them.</summary>
    public TimeSpan Speech => TimeSpan.FromSeconds(Dialogues.Sum(static dialogue
        => dialogue.Moves.Sum(static move => move.Speech is { } speech ? (speech.End - speech.Onset).TotalSeconds : 0)));
}
