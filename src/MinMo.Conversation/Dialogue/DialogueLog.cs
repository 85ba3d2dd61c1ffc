using MinMo.Abstractions.Calls;

namespace MinMo.Conversation.Dialogue;

/// <summary>The dialogue as the caller knows it: what was said and heard, in order.</summary>
internal sealed class DialogueLog
{
    private readonly List<DialogueEntry> _entries = [];

    public IReadOnlyList<DialogueEntry> Entries => _entries;

    public ItemId? Last => _entries.Count == 0 ? null : _entries[^1].Item;

    public void Add(DialogueEntry entry) => _entries.Add(entry);

    public int IndexOf(ItemId item) => _entries.FindIndex(entry => entry.Item == item);

    /// <summary>The entry before the one at <paramref name="index"/>.</summary>
    public ItemId? Before(int index) => index <= 0 ? null : _entries[index - 1].Item;

    public void Insert(int index, DialogueEntry entry) => _entries.Insert(index, entry);

    public void Replace(int index, DialogueEntry entry) => _entries[index] = entry;

    public DialogueEntry RemoveAt(int index)
    {
        var entry = _entries[index];
        _entries.RemoveAt(index);
        return entry;
    }
}
