namespace MinMo.Conversation.Tools;

/// <summary>Reads the words of one whole number from left to right.</summary>
internal struct NumberReader
{
    private decimal _done;        // closed by a scale word: "two thousand"
    private decimal _open;        // below a thousand, or digits said one by one
    private long _lastScale;
    private Last _last;

    private enum Last
    {
        Nothing,
        Digit,
        Teen,
        Tens,
        TensAndDigit,
        Digits,
        Hundred,
        Scale,
        And,
    }

    public readonly decimal Value => _done + _open;

    public readonly bool IsComplete => _last is not (Last.Nothing or Last.And);

    public bool Take(string word)
    {
        if (word is "and")
        {
            return To(_last is Last.Hundred or Last.Scale, Last.And);
        }
        if (word is "a" or "an")
        {
            // "a hundred": one of what follows.
            _open += 1;
            return To(_last is Last.Nothing, Last.Digit);
        }
        if (word is "hundred")
        {
            _open *= 100;
            return To(_last is Last.Digit or Last.Teen && _open > 0 || _last is Last.Tens or Last.TensAndDigit, Last.Hundred);
        }
        if (SpokenNumber.TryUnit(word, out var unit))
        {
            return unit < 10 ? TakeDigit(unit) : TakeTeen(unit);
        }
        if (SpokenNumber.TensOf(word) is > 0 and var tens)
        {
            _open += tens;
            return To(_last is Last.Nothing or Last.Hundred or Last.Scale or Last.And, Last.Tens);
        }
        return SpokenNumber.ScaleOf(word) is > 0 and var scale && TakeScale(scale);
    }

    private bool TakeDigit(int digit)
    {
        if (_last is Last.Digit or Last.Digits && _done == 0)
        {
            _open = _open * 10 + digit;
            return To(_open < SpokenNumber.Largest, Last.Digits);
        }
        _open += digit;
        return To(
            _last is Last.Nothing or Last.Tens or Last.Hundred or Last.Scale or Last.And,
            _last is Last.Tens ? Last.TensAndDigit : Last.Digit);
    }

    private bool TakeTeen(int value)
    {
        _open += value;
        return To(_last is Last.Nothing or Last.Hundred or Last.Scale or Last.And, Last.Teen);
    }

    private bool TakeScale(long scale)
    {
        var fits = _open > 0 && (_lastScale == 0 || scale < _lastScale) && _last is not (Last.And or Last.Scale);
        _done += _open * scale;
        _open = 0;
        _lastScale = scale;
        return To(fits, Last.Scale);
    }

    private bool To(bool allowed, Last next)
    {
        _last = next;
        return allowed;
    }
}
