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
    private readonly List<ToolAnswer> _answers = [];
    private ToolCallReader _calls = new();

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

    /// <summary>End of the lane when it was prompted.</summary>
    public LanePosition? PromptEnd { get; set; }

    /// <summary>Where the lane forks for listening while this reply is spoken: behind what was thought of it when the
    /// decision to answer was made; null while that is not known.</summary>
    public LanePosition? Fork { get; set; }

    /// <summary>Whether the dialogue changed under it, so that its lane cannot be kept.</summary>
    public bool LaneStale { get; set; }

    public StringBuilder Text { get; } = new();

    /// <summary>Tokens decoded, calls of tools included.</summary>
    public int Tokens { get; private set; }

    /// <summary>Uses of tools.</summary>
    public IReadOnlyList<ToolAnswer> Answers => _answers;

    /// <summary>How this reply and those after it are spoken, where it changes that; else null.</summary>
    public VoiceSettings? Voice { get; set; }

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

    /// <summary>Characters of the text so far that the voice was not given.</summary>
    public int UnspokenCharacters
        => Speech is { } speech ? Text.Length - speech.Given : Unspoken.Sum(static clause => clause.Text.Length);

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

    /// <summary>Takes tokens. Calls of tools are not part of the text, and their tokens are not spoken.</summary>
    /// <returns>The call that ends in them, if one does.</returns>
    public string? Append(ReplyToken[] tokens)
    {
        string? call = null;
        foreach (var token in tokens)
        {
            call = Append(token) ?? call;
        }

        return call;
    }

    /// <summary>A tool has answered, and the lane holds the answer.</summary>
    /// <param name="answer">Call and answer.</param>
    /// <param name="end">Position in the lane behind it.</param>
    public void Append(in ToolAnswer answer, LanePosition end)
    {
        _answers.Add(answer);
        _tokens.Add((end, Text.Length));
    }

    /// <summary>The end of the last token.</summary>
    public LanePosition? LastToken => _tokens.Count > 0 ? _tokens[^1].End : null;

    /// <summary>No more tokens come: what looked like the begin of a call is text.</summary>
    public string FinishText()
    {
        string rest = _calls.Finish();
        Text.Append(rest);
        return rest;
    }

    /// <summary>Opens the reply in a lane with what it says so far and what tools have answered.</summary>
    public PromptSegment[] Resume()
    {
        var segments = new List<PromptSegment>();
        int from = 0;
        foreach (var answer in _answers)
        {
            segments.Add(PromptSegment.OpenReply(
                $"{Text.ToString(from, answer.Characters - from)}{ToolCallReader.Begin}{answer.Call}{ToolCallReader.End}"));
            segments.Add(PromptSegment.ToolResponse(answer.Answer));
            from = answer.Characters;
        }

        segments.Add(PromptSegment.OpenReply(Text.ToString(from, Text.Length - from)));
        return [.. segments.Select(static (segment, index) => index == 0 ? segment : segment with { Opens = false })];
    }

    /// <summary>Characters of the text that lie before the sample <paramref name="played"/>, cut at a whole word.</summary>
    public int HeardCharacters(long played) => Speech is null ? Audio.HeardCharacters(played) : HeardEvenly(Speech, played);

    /// <summary>The worker that holds the tokens of the text so far: they are spoken from there on.</summary>
    /// <param name="tokens">Of the text with which the reply was opened.</param>
    public void SpeakFrom(IReadOnlyList<ReplyToken> tokens)
    {
        if (Speech is not { } speech)
        {
            return;
        }

        int end = 0;
        var (calls, answers) = (new ToolCallReader(), ToolCallReader.OfAnswers());
        foreach (var token in tokens)
        {
            int length = answers.Read(calls.Read(token.Text).Said).Said.Length;
            end += length;
            if (length > 0 && end > speech.Begin.Characters)
            {
                speech.Add(token.End, end);
            }
        }
    }

    /// <summary>Its tokens are decoded anew behind <see cref="Resume"/>.</summary>
    public void ForgetOpenCall() => _calls = new ToolCallReader();

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

    /// <summary>Whether a voice that reads tokens has produced all it had to say; true for one that reads clauses.</summary>
    public bool IsSaid => Speech is null || (Speech.Complete && Audio.Unfinished is null);

    /// <summary>
    /// Puts the clauses whose audio is not complete back in front of those that wait for the voice. A voice that reads
    /// tokens goes on at the word in which the audio ends.
    /// </summary>
    public void SpeakAgain()
    {
        if (Speech is { } speech)
        {
            if (!IsSaid)
            {
                speech.Restart(HeardCharacters(Audio.Produced), Audio.Produced);
                Audio.DropUnfinished();
            }

            return;
        }

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

    private string? Append(in ReplyToken token)
    {
        bool wasInCall = _calls.InCall;
        var (said, call) = _calls.Read(token.Text);
        Text.Append(said);
        Tokens++;
        _tokens.Add((token.End, Text.Length));
        if (said.Length > 0 || !(wasInCall || _calls.InCall))
        {
            Speech?.Add(token.End, Text.Length);
        }

        return call;
    }

    // Text runs ahead of its sound: blocks say nothing of where a word lies, the rate of the voice does. But no word is
    // heard before the voice was given it.
    private int HeardEvenly(TokenSpeech speech, long played)
    {
        string text = Text.ToString();
        int length = text.AsSpan().TrimEnd().Length;
        double heard = Math.Min(PositionAt(speech, played, text.Length), Audio.GivenCharacters(played));
        return length == 0 ? 0 : new ReplyClause(text, 0).HeardEnd(heard / length);
    }

    private double PositionAt(TokenSpeech speech, long played, int end)
    {
        var (characters, samples) = speech.Begin;
        if (played < samples)
        {
            return (double)characters * played / samples;
        }

        double rate = speech.Complete && Audio.AnnouncedSamples > samples
            ? (double)(end - characters) / (Audio.AnnouncedSamples - samples)
            : TokenSpeech.CharactersPerSecond / Audio.RateHz;
        return characters + (rate * (played - samples));
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
