using MinMo.Abstractions.Engine;

namespace MinMo.Conversation.Replying;

/// <summary>
/// The audio of one reply: which stretch of the text lies in which samples, how much was produced and how much the
/// caller has heard.
/// </summary>
internal sealed class ReplyAudio(int rateHz)
{
    // Near silence that a clause brings along (medians of the Piper voice joe, measured on 45 sentences).
    private static readonly TimeSpan LeadIn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeadOut = TimeSpan.FromMilliseconds(170);

    private readonly List<SpokenClause> _clauses = [];

    public int RateHz { get; } = rateHz;

    /// <summary>Samples produced so far.</summary>
    public long Produced { get; private set; }

    /// <summary>Samples the caller has heard.</summary>
    public long Played { get; set; }

    /// <summary>Audio that waits to be heard.</summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds((double)(Produced - Played) / RateHz);

    public TimeSpan Length => TimeSpan.FromSeconds((double)Produced / RateHz);

    public IReadOnlyList<SpokenClause> Clauses => _clauses;

    /// <summary>The next clause whose audio is not complete.</summary>
    public SpokenClause? Unfinished => _clauses.Find(clause => !clause.Finished);

    public void Add(SpokenClause clause) => _clauses.Add(clause);

    public void Append(SpokenClause clause, int samples)
    {
        clause.Produced += samples;
        Produced += samples;
    }

    /// <summary>
    /// Takes out what the lost worker still owed: whole clauses, and of a clause that was cut short the words from
    /// the cut on.
    /// </summary>
    public IReadOnlyList<Clause> TakeUnfinished(string text)
    {
        var owed = new List<Clause>();
        foreach (var clause in _clauses.Where(clause => !clause.Finished).ToArray())
        {
            int cut = clause.Produced == 0
                ? clause.Clause.Start
                : Math.Max(clause.Clause.Start, WordEnd(text, clause.Clause, Share(clause.Produced, clause.Samples)));
            var whole = clause.Clause;
            owed.Add(new Clause(cut, whole.End - cut, text[cut..Math.Min(whole.End, text.Length)].Trim()));
            if (clause.Produced == 0)
            {
                _clauses.Remove(clause);
            }
            else
            {
                clause.CutAt(cut);
            }
        }

        return owed;
    }

    /// <summary>Characters of the text that lie before the sample <paramref name="played"/>, cut at a whole word.</summary>
    public int HeardCharacters(string text, long played)
    {
        long before = 0;
        int heard = 0;
        foreach (var clause in _clauses)
        {
            long length = Math.Max(clause.Samples, clause.Produced);
            if (played >= before + length && clause.Finished)
            {
                heard = clause.Clause.End;
                before += length;
                continue;
            }

            return Math.Max(heard, WordEnd(text, clause.Clause, Share(played - before, length)));
        }

        return heard;
    }

    private double Share(long played, long length)
    {
        double leadIn = LeadIn.TotalSeconds * RateHz;
        double voiced = length - leadIn - (LeadOut.TotalSeconds * RateHz);
        return voiced <= 0 ? 0 : Math.Clamp((played - leadIn) / voiced, 0, 1);
    }

    private static int WordEnd(string text, Clause clause, double share)
    {
        int reached = clause.Start + (int)(share * clause.Length);
        int end = Math.Min(reached, text.Length);
        if (end >= clause.End || end == text.Length)
        {
            return end;
        }

        while (end > clause.Start && !(char.IsWhiteSpace(text[end]) && !char.IsWhiteSpace(text[end - 1])))
        {
            end--;
        }

        return end == clause.Start ? 0 : end;
    }
}

/// <summary>One clause of a reply on its way to the caller's ear.</summary>
internal sealed class SpokenClause(Clause clause, SpeechBlockId block, long samples)
{
    public Clause Clause { get; private set; } = clause;

    /// <summary>Its name on the worker.</summary>
    public SpeechBlockId Block { get; } = block;

    /// <summary>Length announced.</summary>
    public long Samples { get; private set; } = samples;

    public long Produced { get; set; }

    public bool Finished { get; set; } = samples == 0;

    /// <summary>What was produced is all there will be; the words from <paramref name="character"/> on are not in it.</summary>
    public void CutAt(int character)
    {
        Clause = new Clause(Clause.Start, character - Clause.Start, Clause.Text);
        Samples = Produced;
        Finished = true;
    }
}
