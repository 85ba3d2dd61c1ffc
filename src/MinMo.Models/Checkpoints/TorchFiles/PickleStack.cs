namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>What a pickle has put down and not yet used. A mark hides what is below it until it is taken away.</summary>
/// <param name="refuse">Makes the exception for a program that asks for more than there is.</param>
internal sealed class PickleStack(Func<string, CheckpointFormatException> refuse)
{
    private readonly List<TorchValue> _values = [];
    private readonly Stack<int> _marks = new();

    private int Bottom => _marks.TryPeek(out var mark) ? mark : 0;

    public void Push(TorchValue value) => _values.Add(value);

    public void Mark() => _marks.Push(_values.Count);

    public TorchValue Peek() => _values.Count > Bottom ? _values[^1] : throw refuse("the stack is empty");

    public TorchValue Pop() => Pop(1)[0];

    /// <summary>The last values, in the order in which they were put down.</summary>
    public TorchValue[] Pop(int count)
    {
        if (_values.Count - Bottom < count)
        {
            throw refuse($"the stack holds fewer than {count} values");
        }

        TorchValue[] last = [.. _values.Skip(_values.Count - count)];
        _values.RemoveRange(_values.Count - count, count);
        return last;
    }

    /// <summary>All values above the last mark, and the mark.</summary>
    public TorchValue[] PopMarked()
    {
        if (!_marks.TryPeek(out var mark))
        {
            throw refuse("there is no mark");
        }

        var values = Pop(_values.Count - mark);
        _marks.Pop();
        return values;
    }
}
