using MinMo.Abstractions.Calls;

namespace MinMo.Conversation.Replying;

/// <summary>The latest replies with their audio, for clients that say later how much of it was heard.</summary>
internal sealed class SpokenReplies
{
    private const int Kept = 8;
    private readonly Queue<Reply> _replies = new();

    public void Add(Reply reply)
    {
        if (_replies.Count == Kept)
        {
            _replies.Dequeue();
        }

        _replies.Enqueue(reply);
    }

    public Reply? Find(ItemId item) => _replies.FirstOrDefault(reply => reply.Item == item);
}
