namespace MinMo.Training.Corpora.Text;

/// <summary>
/// The words which every part of <c>nano-en</c> hears and says in random neighbourhoods: everyday English, lower
/// case, all of them in the CMU dictionary so that a recognizer of others can judge them.
/// </summary>
public static class Vocabulary
{
    /// <summary>The words in alphabetical order.</summary>
    public static IReadOnlyList<string> Words { get; } = TextResource.Lines("words.txt");
}
