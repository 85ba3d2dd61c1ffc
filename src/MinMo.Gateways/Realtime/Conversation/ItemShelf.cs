using System.Diagnostics.CodeAnalysis;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>The latest items of a conversation, for clients that ask for them again.</summary>
internal sealed class ItemShelf
{
    // An hour of quick turns; older items can no longer be retrieved.
    private const int Kept = 2_048;

    private readonly Dictionary<string, ConversationItem> _items = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Put(ConversationItem item)
    {
        string id = item.Id ?? throw new ArgumentException("an item on the shelf has a name", nameof(item));
        if (_items.TryAdd(id, item))
        {
            _order.Enqueue(id);
            Trim();
        }
        else
        {
            _items[id] = item;
        }
    }

    public void Remove(string id) => _items.Remove(id);

    public bool Holds(string id) => _items.ContainsKey(id);

    public bool TryFind(string id, [NotNullWhen(true)] out ConversationItem? item) => _items.TryGetValue(id, out item);

    private void Trim()
    {
        while (_order.Count > Kept)
        {
            _items.Remove(_order.Dequeue());
        }
    }
}
