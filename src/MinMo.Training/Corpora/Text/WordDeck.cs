namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Deals items in random order, each once before any comes again, so that all occur equally often in ever new
/// neighbourhoods.
/// </summary>
internal sealed class WordDeck(IReadOnlyList<string> items, Random random)
{
    private readonly string[] _order = [.. items];
    private int _next = items.Count;

    public string Deal()
    {
        if (_next == _order.Length)
        {
            random.Shuffle(_order);
            _next = 0;
        }
        return _order[_next++];
    }

    public string[] Deal(int count)
    {
        var dealt = new string[count];
        for (var index = 0; index < count; index++)
        {
            dealt[index] = Deal();
        }
        return dealt;
    }
}
