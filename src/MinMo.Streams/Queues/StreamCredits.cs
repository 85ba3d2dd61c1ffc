
namespace MinMo.Streams.Queues;

/// <summary>
/// Bounds what a single stream may have under way. The writer of a stream whose subscriber does not keep up waits;
/// writers of other streams do not notice.
/// </summary>
internal sealed class StreamCredits(int messagesPerStream)
{
    // Guards the dictionary and all accounts.
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Account> _accounts = [];

    /// <summary>Streams with messages under way.</summary>
    public int Streams
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count;
            }
        }
    }

    /// <summary>Ends when the stream may send one more message; waiting writers are served in order.</summary>
    public Task AcquireAsync(StreamId streamId)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(streamId, out var account))
            {
                _accounts.Add(streamId, account = new Account());
            }

            if (account.UnderWay < messagesPerStream)
            {
                account.UnderWay++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            account.Waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>A message of the stream has been taken by its subscribers or dropped.</summary>
    public void Release(StreamId streamId)
    {
        lock (_lock)
        {
            var account = _accounts[streamId];
            if (account.Waiting.TryDequeue(out var turn))
            {
                turn.SetResult();
            }
            else if (--account.UnderWay == 0)
            {
                _accounts.Remove(streamId);
            }
        }
    }

    private sealed class Account
    {
        public int UnderWay { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = [];
    }
}
