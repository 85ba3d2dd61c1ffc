using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Conversation.Dialogue;

/// <summary>
/// Which part of the dialogue the call's lane holds. A lane is a cache of the dialogue: what is missing is appended
/// before a reply, and what turned out wrong is cut off or written anew from the begin.
/// </summary>
internal sealed class LaneLedger
{
    /// <summary>Characters a token stands for, at least; measured on English text: 3.3 (format-gguf, SmolLM2).</summary>
    private const int CharactersPerToken = 3;

    private int _entries;
    private int _first;
    private bool _holdsInstructions;
    private bool _openReply;
    private (ItemId Item, HeardAudio Audio)? _heard;

    /// <summary>The dialogue lane.</summary>
    public LaneHandle Handle { get; private set; }

    /// <summary>Entries that the lane holds, the forgotten ones in front of them included.</summary>
    public int Entries => _entries;

    /// <summary>Counts how often the lane was given up: what was prepared from it before is void.</summary>
    public int Resets { get; private set; }

    /// <summary>End of what the lane holds of the dialogue; a reply in production lies behind it.</summary>
    public LanePosition Base { get; private set; }

    /// <summary>Whether an append that moves <see cref="Base"/> is under way.</summary>
    public bool Busy { get; set; }

    /// <summary>Whether another lane is taking the place of this one: <see cref="Handle"/> is about to change.</summary>
    public bool Swapping { get; set; }

    /// <summary>The lane is empty: a new session, or the dialogue was changed inside.</summary>
    public void Reset()
    {
        Base = default;
        _entries = _first;
        _holdsInstructions = false;
        _openReply = false;
        Busy = false;
        Resets++;
    }

    /// <summary>The call has a new place with an empty lane.</summary>
    public void Open(LaneHandle lane) => (Handle, Swapping) = (lane, false);

    /// <summary>Another lane takes the place of this one.</summary>
    /// <param name="lane">Holds instructions and dialogue, every entry closed.</param>
    /// <param name="end">Its end.</param>
    /// <param name="first">The first entry in it.</param>
    /// <param name="entries">The number of entries up to its last one.</param>
    public void Replace(LaneHandle lane, LanePosition end, int first, int entries)
    {
        (Handle, Base, _first, _entries, Swapping) = (lane, end, first, entries, false);
        (_holdsInstructions, _openReply) = (true, false);
    }

    /// <summary>An entry at <paramref name="index"/> was changed, put in or removed.</summary>
    public void Touch(int index)
    {
        if (index < _first)
        {
            _first = index;
            Reset();
        }
        else if (index < _entries)
        {
            Reset();
        }
    }

    /// <summary>The worker still holds this entry as it was heard: it is appended so, not as text.</summary>
    public void Hear(ItemId item, HeardAudio audio) => _heard = (item, audio);

    /// <summary>The worker is gone, and what it heard with it: from now on the dialogue is text.</summary>
    public void ForgetHeard() => _heard = null;

    /// <summary>What is missing in the lane before a reply can be decoded.</summary>
    public PromptSegment[] Missing(DialogueLog dialogue, string instructions, PromptSegment[] tail)
    {
        var segments = new List<PromptSegment>();
        if (_openReply)
        {
            segments.Add(PromptSegment.CloseReply());
        }

        if (!_holdsInstructions && instructions.Length > 0)
        {
            segments.Add(PromptSegment.Whole(DialogueRole.System, instructions));
        }

        for (int i = _entries; i < dialogue.Entries.Count; i++)
        {
            segments.Add(SegmentOf(dialogue.Entries[i]));
        }

        segments.AddRange(tail);
        return [.. segments];
    }

    /// <summary>The lane now holds the instructions and nothing else.</summary>
    public void InstructionsAppended(LanePosition end)
    {
        Base = end;
        _holdsInstructions = true;
        Busy = false;
    }

    /// <summary>The lane holds all entries; the last one is a reply that is not closed yet.</summary>
    /// <param name="end">End of the reply's tokens that count.</param>
    /// <param name="entries">Entries of the dialogue.</param>
    public void ReplyKept(LanePosition end, int entries)
    {
        Base = end;
        _entries = entries;
        _holdsInstructions = true;
        _openReply = true;
    }

    /// <summary>
    /// The first entry to be kept when a lane is begun anew, so that what is kept fills at most a third of it: the last
    /// turns as they were said. At least one entry more than before is forgotten.
    /// </summary>
    /// <param name="dialogue">The dialogue.</param>
    /// <param name="to">Entries that count.</param>
    /// <param name="laneLength">Tokens of a lane.</param>
    public int FirstKept(DialogueLog dialogue, int to, int laneLength)
    {
        int budget = laneLength / 3;
        int first = to;
        while (first > _first && (budget -= TokensOf(dialogue.Entries[first - 1].Text)) >= 0)
        {
            first--;
        }

        return Math.Max(first, Math.Min(_first + 1, to));
    }

    /// <summary>Forgets the oldest entries; the rest is appended before the next reply.</summary>
    public void Compact(DialogueLog dialogue, int laneLength)
    {
        _first = FirstKept(dialogue, dialogue.Entries.Count, laneLength);
        Reset();
    }

    /// <summary>Whether what is missing before a reply would not leave room for it.</summary>
    /// <param name="segments">What is missing.</param>
    /// <param name="engine">Length of lanes and of ticks.</param>
    /// <param name="replyTokens">Room for the reply.</param>
    public bool Overflows(IEnumerable<PromptSegment> segments, EngineDescription engine, int replyTokens)
        => Base.Tokens + replyTokens + segments.Sum(segment => TokensOf(segment, engine)) > engine.LaneLength;

    /// <summary>Instructions and entries as words, as they are written into an empty lane.</summary>
    public static PromptSegment[] Rewritten(DialogueLog dialogue, Range entries, string instructions)
    {
        var kept = dialogue.Entries.Take(entries).Select(static entry => PromptSegment.Whole(entry.Role, entry.Text));
        return instructions.Length > 0 ? [PromptSegment.Whole(DialogueRole.System, instructions), .. kept] : [.. kept];
    }

    private PromptSegment SegmentOf(DialogueEntry entry)
        => _heard is { } heard && heard.Item == entry.Item
            ? PromptSegment.Heard(heard.Audio, entry.Text)
            : PromptSegment.Whole(entry.Role, entry.Text);

    private static int TokensOf(PromptSegment segment, EngineDescription engine) => segment.Audio is { } audio
        ? 6 + (int)((audio.To.Samples - audio.From.Samples) / engine.TickSamples)
        : TokensOf(segment.Text);

    private static int TokensOf(string text) => 6 + (text.Length / CharactersPerToken);
}
