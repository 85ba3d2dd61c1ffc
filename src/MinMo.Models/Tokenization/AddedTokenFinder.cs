using System.Buffers;

namespace MinMo.Models.Tokenization;

/// <summary>Finds added tokens in raw text: the leftmost, and of those that begin there the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly AddedToken[] _longestFirst;
    private readonly SearchValues<string> _texts;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        _longestFirst = [.. tokens.Where(token => token.Text.Length > 0).OrderByDescending(token => token.Text.Length)];
        _texts = SearchValues.Create(
            [.. _longestFirst.Select(token => token.Text).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    }

    /// <returns>The token and where it begins; null if there is none.</returns>
    public AddedToken? Find(ReadOnlySpan<char> text, out int start)
    {
        start = text.IndexOfAny(_texts);
        if (start >= 0)
        {
            foreach (var token in _longestFirst)
            {
                if (text[start..].StartsWith(token.Text, StringComparison.Ordinal))
                {
                    return token;
                }
            }
        }

        return null;
    }
}
