using System.Runtime.InteropServices;

namespace MinMo.Conversation.Replying;

/// <summary>Cuts a reply that arrives in pieces into clauses to speak, each as soon as it is safe. Pure: the clauses
/// depend on the text alone, not on how it was cut into pieces, and together they are the text. Not safe for
/// concurrent use.</summary>
/// <remarks>Decides on every character in turn. "Safe" means that no later character can turn the end of the clause into
/// the middle of a number, an abbreviation or an address.</remarks>
public sealed class ClauseStream
{
    // Without white space nothing is a boundary; cut somewhere rather than wait for ever.
    private const int LongestWord = 400;

    private readonly ClauseStreamSettings _settings;
    private readonly List<char> _pending = [];
    private ClauseScan _scan;
    private int _start;
    private int _emitted;

    /// <param name="settings">How soon to cut; the defaults if null.</param>
    public ClauseStream(ClauseStreamSettings? settings = null) => _settings = settings ?? new ClauseStreamSettings();

    /// <summary>Characters of the reply that were not given out yet.</summary>
    public int PendingCharacters => _pending.Count;

    /// <summary>Adds the next piece of the reply.</summary>
    /// <param name="piece">Any number of characters.</param>
    /// <returns>The clauses that ended, in order; often none.</returns>
    public IReadOnlyList<ReplyClause> Append(ReadOnlySpan<char> piece)
    {
        var clauses = new List<ReplyClause>();
        foreach (var character in piece)
        {
            Feed(character, clauses);
        }

        return clauses;
    }

    /// <summary>Cuts now, at the best place there is: for the moment when playout is about to run dry.</summary>
    /// <returns>A clause that ends behind punctuation, in front of a conjunction or behind at least three words; nothing
    /// if there is no such place.</returns>
    public IReadOnlyList<ReplyClause> TakeEarly()
    {
        var clauses = new List<ReplyClause>();
        var cut = _scan.BestCut(atLeastWords: 3);
        if (cut > 0)
        {
            Cut(cut, clauses);
        }

        return clauses;
    }

    /// <summary>The reply is complete.</summary>
    /// <returns>What is left of it; null if nothing is.</returns>
    public ReplyClause? Complete()
    {
        if (_pending.Count == 0)
        {
            return null;
        }

        var rest = Take(_pending.Count);
        _scan = default;
        return rest;
    }

    private void Feed(char character, List<ReplyClause> clauses)
    {
        _pending.Add(character);
        var eager = _emitted < _settings.EagerClauses;
        var text = CollectionsMarshal.AsSpan(_pending);
        var cut = _scan.Advance(text, eager);
        if (cut == 0 && IsLong(text, eager))
        {
            cut = _scan.BestCut(atLeastWords: 1);
        }

        if (cut == 0 && text.Length >= LongestWord && !char.IsHighSurrogate(character))
        {
            cut = text.Length;
        }

        if (cut > 0)
        {
            Cut(cut, clauses);
        }
    }

    private bool IsLong(ReadOnlySpan<char> text, bool eager)
        => char.IsWhiteSpace(text[^1])
            && (eager ? _scan.Words >= _settings.EagerWords : text.Length >= _settings.LongestClause);

    // What is behind the cut is read again as the beginning of the next clause.
    private void Cut(int length, List<ReplyClause> clauses)
    {
        clauses.Add(Take(length));
        var rest = _pending.ToArray();
        _pending.Clear();
        _scan = default;
        foreach (var character in rest)
        {
            Feed(character, clauses);
        }
    }

    private ReplyClause Take(int length)
    {
        var clause = new ReplyClause(new string(CollectionsMarshal.AsSpan(_pending)[..length]), _start);
        _pending.RemoveRange(0, length);
        _start += length;
        _emitted++;
        return clause;
    }
}
