using System.Text;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>One reply: what it answers, how far it has come, what the caller has heard of it.</summary>
internal sealed class Reply(ReplyId id, ItemId item, ReplySettings wording, int rateHz)
{
    private readonly List<(LanePosition End, int Characters)> _tokens = [];

    public ReplyId Id { get; } = id;

    public ItemId Item { get; } = item;

    public ReplySettings Wording { get; } = wording;

    /// <summary>The turn it answers; null when the client asked for it.</summary>
    public CallerTurn? Cause { get; init; }

    /// <summary>System prompt of this reply only.</summary>
    public string? Instructions { get; init; }

    public string? Metadata { get; init; }

    /// <summary>Whether the decision to answer is made; before, nothing of it leaves the engine.</summary>
    public bool Confirmed { get; set; }

    /// <summary>What goes into the lane behind the dialogue before the first token is decoded.</summary>
    public PromptSegment[] Tail { get; set; } = [];

    /// <summary>Whether the lane holds the dialogue up to this reply.</summary>
    public bool Prompted { get; set; }

    /// <summary>Whether the dialogue changed under it, so that its lane cannot be kept.</summary>
    public bool LaneStale { get; set; }

    public StringBuilder Text { get; } = new();

    public int Tokens => _tokens.Count;

    /// <summary>Whether no more text will come.</summary>
    public bool TextEnded { get; set; }

    public ReplyOutcome Outcome { get; set; } = ReplyOutcome.Completed;

    public ClauseStream Clauses { get; } = new();

    /// <summary>Clauses that wait for the voice.</summary>
    public Queue<ReplyClause> Unspoken { get; } = new();

    public ReplyAudio Audio { get; } = new(rateHz);

    /// <summary>What the voice has to say, where it reads tokens; null where it reads clauses, or nothing is spoken.</summary>
    public TokenSpeech? Speech { get; init; }

    /// <summary>The clause that the voice prepares.</summary>
    public ReplyClause? AtVoice { get; set; }

    /// <summary>Audio that waits for the decision.</summary>
    public List<short[]> Held { get; } = [];

    public bool AudioEnded { get; set; }

    public StepTicket? Prompting { get; set; }

    public StepTicket? Thinking { get; set; }

    public StepTicket? Speaking { get; set; }

    public StepTicket? Rendering { get; set; }

    public CallPosition? LastWord { get; set; }

    public CallPosition? Decided { get; set; }

    public CallPosition? FirstAudio { get; set; }

    public CallPosition? FirstPlayed { get; set; }

    public TurnLatency Latency => new(LastWord, Decided, FirstAudio, FirstPlayed);

    public void Append(in ReplyToken token)
    {
        Text.Append(token.Text);
        _tokens.Add((token.End, Text.Length));
        Speech?.Add(token.End, Text.Length);
    }

    /// <summary>Characters of the text that lie before the sample <paramref name="played"/>, cut at a whole word.</summary>
    public int HeardCharacters(long played) => Speech is null ? Audio.HeardCharacters(played) : HeardEvenly(Speech, played);

    /// <summary>The worker that holds the tokens of the text so far: they are spoken from there on.</summary>
    /// <param name="tokens">Of the text with which the reply was opened.</param>
    public void SpeakFrom(IReadOnlyList<ReplyToken> tokens)
    {
        int said = HeardCharacters(Audio.Produced);
        int end = 0;
        Speech?.Restart(said);
        foreach (var token in tokens)
        {
            end += token.Text.Length;
            if (end > said)
            {
                Speech?.Add(token.End, end);
            }
        }
    }

    /// <summary>End in the lane of the last token that lies within the first characters of the text.</summary>
    /// <returns>Null when no token does.</returns>
    public LanePosition? LaneEnd(int characters)
    {
        LanePosition? end = null;
        foreach (var token in _tokens)
        {
            if (token.Characters > characters)
            {
                break;
            }

            end = token.End;
        }

        return end;
    }

    /// <summary>Puts the clauses whose audio is not complete back in front of those that wait for the voice.</summary>
    public void SpeakAgain()
    {
        IEnumerable<ReplyClause> owed = Audio.TakeUnfinished();
        if (AtVoice is { } clause)
        {
            owed = owed.Append(clause);
        }

        ReplyClause[] again = [.. owed, .. Unspoken];
        AtVoice = null;
        Unspoken.Clear();
        foreach (var next in again)
        {
            Unspoken.Enqueue(next);
        }
    }

    // Text runs ahead of its sound: blocks say nothing of where a word lies, the rate of the voice does.
    private int HeardEvenly(TokenSpeech speech, long played)
    {
        string text = Text.ToString();
        double rate = speech.Complete && Audio.Produced > 0
            ? text.Length / Audio.Length.TotalSeconds
            : TokenSpeech.CharactersPerSecond;
        double heard = rate * played / Audio.RateHz;
        return text.Length == 0 ? 0 : new ReplyClause(text, 0).HeardEnd(heard / text.Length);
    }

    /// <summary>No step of this reply matters any more.</summary>
    public void ForgetSteps(CallContext context)
    {
        context.Forget(Prompting);
        context.Forget(Thinking);
        context.Forget(Speaking);
        context.Forget(Rendering);
        (Prompting, Thinking, Speaking, Rendering) = (null, null, null, null);
    }
}
