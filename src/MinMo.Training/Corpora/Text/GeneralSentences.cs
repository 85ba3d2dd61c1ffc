namespace MinMo.Training.Corpora.Text;

/// <summary>Everyday sentences from the templates of <c>general.txt</c>, their words out of the vocabulary by kind.</summary>
internal sealed class GeneralSentences(Random random, bool heldOut)
{
    private const int HeldOutEvery = 8;

    private static readonly Phrasing[] Phrasings =
    [
        .. TextResource.Lines("general.txt")
            .Select((line, index) => new Phrasing($"general.{index}", index % HeldOutEvery == HeldOutEvery - 1, line)),
    ];

    private readonly Phrasing[] _allowed = [.. Phrasings.Where(phrasing => phrasing.HeldOut == heldOut)];
    private readonly SlotValues _values = new(random, new WordDeck(Vocabulary.Words, random));

    public CallerSentence Next()
    {
        var phrasing = _allowed[random.Next(_allowed.Length)];
        _values.Forget();
        return new(PhraseTemplate.Expand(phrasing.Template, _values, random), "general", phrasing.Id, heldOut);
    }
}
