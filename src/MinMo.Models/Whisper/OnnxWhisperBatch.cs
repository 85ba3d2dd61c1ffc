namespace MinMo.Models.Whisper;

/// <summary>The items of one batch of <see cref="OnnxWhisper"/>; gives their memory back when disposed.</summary>
internal sealed class OnnxWhisperBatch(OnnxUtterance[] utterances, Action<OnnxUtterance> giveBack) : IWhisperBatch
{
    private bool _disposed;

    public IReadOnlyList<Memory<float>> Append(IReadOnlyList<WhisperTokens> rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return [.. rows.Select(row => utterances[row.Item].Append(row.Ids, row.Wanted))];
    }

    public void Truncate(int item, int length) => utterances[item].Truncate(length);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Array.ForEach(utterances, giveBack);
        }
    }
}
