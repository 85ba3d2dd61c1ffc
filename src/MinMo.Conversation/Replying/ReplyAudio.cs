using MinMo.Abstractions.Calls;
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

    /// <summary>When it was last said how much the caller has heard; null before.</summary>
    public CallPosition? ReportedAt { get; set; }

    /// <summary>Audio that was announced by the voice and not produced.</summary>
    public TimeSpan Announced => TimeSpan.FromSeconds(
        (double)_clauses.Sum(static clause => clause.Finished ? 0 : Math.Max(0, clause.Samples - clause.Produced)) / RateHz);

    /// <summary>Audio that waits to be heard.</summary>
    public TimeSpan Ahead => TimeSpan.FromSeconds((double)(Produced - Played) / RateHz);

    public TimeSpan Length => TimeSpan.FromSeconds((double)Produced / RateHz);

    /// <summary>Samples that the voice has announced since the reply began, produced or not.</summary>
    public long AnnouncedSamples => _clauses.Sum(static clause => Math.Max(clause.Samples, clause.Produced));

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
    public IReadOnlyList<ReplyClause> TakeUnfinished()
    {
        var owed = new List<ReplyClause>();
        foreach (var clause in _clauses.Where(clause => !clause.Finished).ToArray())
        {
            if (clause.Produced == 0)
            {
                owed.Add(clause.Clause);
                _clauses.Remove(clause);
            }
            else
            {
                owed.Add(clause.CutAt(clause.Clause.HeardEnd(Share(clause.Produced, clause.Samples))));
            }
        }

        return owed;
    }

    /// <summary>The lost worker owes nothing: what was not produced will be said anew.</summary>
    public void DropUnfinished()
    {
        _clauses.RemoveAll(static clause => clause is { Finished: false, Produced: 0 });
        foreach (var clause in _clauses)
        {
            clause.Stop();
        }
    }

    /// <summary>End of the text that the voice had been given when it produced the sample before
    /// <paramref name="played"/>.</summary>
    public int GivenCharacters(long played)
    {
        long before = 0;
        int given = 0;
        foreach (var clause in _clauses)
        {
            if (before >= played)
            {
                break;
            }

            given = clause.Clause.End;
            before += Math.Max(clause.Samples, clause.Produced);
        }

        return given;
    }

    /// <summary>Characters of the text that lie before the sample <paramref name="played"/>, cut at a whole word.</summary>
    public int HeardCharacters(long played)
    {
        long before = 0;
        int heard = 0;
        foreach (var clause in _clauses)
        {
            long length = Math.Max(clause.Samples, clause.Produced);
            if (played < before + length || !clause.Finished)
            {
                int words = clause.Clause.HeardEnd(Share(played - before, length));
                return words == clause.Clause.Start ? heard : words;
            }

            heard = clause.Clause.End;
            before += length;
        }

        return heard;
    }

    private double Share(long played, long length)
    {
        double leadIn = LeadIn.TotalSeconds * RateHz;
        double voiced = length - leadIn - (LeadOut.TotalSeconds * RateHz);
        return voiced <= 0 ? 0 : Math.Clamp((played - leadIn) / voiced, 0, 1);
    }
}

/// <summary>One clause of a reply on its way to the caller's ear.</summary>
internal sealed class SpokenClause(ReplyClause clause, SpeechBlockId block, long samples)
{
    public ReplyClause Clause { get; private set; } = clause;

    /// <summary>Its name on the worker.</summary>
    public SpeechBlockId Block { get; } = block;

    /// <summary>Length announced.</summary>
    public long Samples { get; private set; } = samples;

    public long Produced { get; set; }

    public bool Finished { get; set; } = samples == 0;

    /// <summary>What was produced is all there will be.</summary>
    public void Stop()
    {
        Samples = Produced;
        Finished = true;
    }

    /// <summary>What was produced is all there will be.</summary>
    /// <returns>The words from <paramref name="character"/> on, which are not in it.</returns>
    public ReplyClause CutAt(int character)
    {
        int kept = character - Clause.Start;
        var rest = new ReplyClause(Clause.Text[kept..], character);
        Clause = new ReplyClause(Clause.Text[..kept], Clause.Start);
        Stop();
        return rest;
    }
}
