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

    /// <summary>End of what the lane holds of the dialogue; a reply in production lies behind it.</summary>
    public LanePosition Base { get; private set; }

    /// <summary>Whether an append that moves <see cref="Base"/> is under way.</summary>
    public bool Busy { get; set; }

    /// <summary>The lane is empty: a new session, or the dialogue was changed inside.</summary>
    public void Reset()
    {
        Base = default;
        _entries = _first;
        _holdsInstructions = false;
        _openReply = false;
        Busy = false;
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
    /// Forgets the oldest entries when the lane is three quarters full, so that the rest fills at most a third of it.
    /// </summary>
    public void Compact(DialogueLog dialogue, int laneLength)
    {
        if (Base.Tokens <= laneLength * 3 / 4)
        {
            return;
        }

        int budget = laneLength / 3;
        int first = dialogue.Entries.Count;
        while (first > _first && (budget -= TokensOf(dialogue.Entries[first - 1])) >= 0)
        {
            first--;
        }

        _first = Math.Max(first, Math.Min(_first + 1, dialogue.Entries.Count));
        Reset();
    }

    private PromptSegment SegmentOf(DialogueEntry entry)
        => _heard is { } heard && heard.Item == entry.Item
            ? PromptSegment.Heard(heard.Audio, entry.Text)
            : PromptSegment.Whole(entry.Role, entry.Text);

    private static int TokensOf(DialogueEntry entry) => 6 + (entry.Text.Length / CharactersPerToken);
}
