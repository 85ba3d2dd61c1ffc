namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Calls about the skills of <c>nano-en</c>, written from the embedded texts: conversations of one or more skills in
/// a row, with styles that last, and "say that again" about the reply before.
/// </summary>
public static class SkillDialogues
{
    /// <summary>Names of the skills.</summary>
    public static IReadOnlyList<string> Skills => SkillBook.Embedded.Skills;

    /// <summary>Writes dialogues; the same seed writes the same ones.</summary>
    /// <param name="seed">Of everything random.</param>
    /// <param name="count">How many; the skills take turns as the subject of the last exchange.</param>
    /// <param name="heldOut">Write from the phrasings that are never trained on, in place of all others.</param>
    public static IEnumerable<Dialogue> Write(int seed, int count, bool heldOut)
    {
        var writer = new DialogueWriter(new Random(seed), heldOut);
        var skills = new WordDeck(Skills, new Random(unchecked(seed + 1)));
        for (var index = 0; index < count; index++)
        {
            yield return writer.Write(skills.Deal());
        }
    }
}
