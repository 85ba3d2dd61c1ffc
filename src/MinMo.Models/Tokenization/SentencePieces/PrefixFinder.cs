namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>Finds the longest of some texts at the beginning of another.</summary>
internal sealed class PrefixFinder
{
    private readonly Dictionary<char, string[]> _byFirst;

    public PrefixFinder(IEnumerable<string> texts)
        => _byFirst = texts.Where(text => text.Length > 0).GroupBy(text => text[0]).ToDictionary(
            group => group.Key, group => group.OrderByDescending(text => text.Length).ToArray());

    /// <returns>Characters of the longest text that stands there; 0 for none.</returns>
    public int Match(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && _byFirst.TryGetValue(text[0], out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (text.StartsWith(candidate, StringComparison.Ordinal))
                {
                    return candidate.Length;
                }
            }
        }

        return 0;
    }
}
