namespace MinMo.Models.CosyVoice.Language;

/// <summary>Speech of a text that arrives in pieces: blocks of N text tokens and M speech tokens, then the text that is left
/// and speech until its end.</summary>
/// <remarks>
/// CosyVoice 2 (arXiv 2412.10117), section 2.3, as the public code does it: the fill id is never fed, and where the text ends
/// right behind one, what was fed last is fed a second time in front of the rest.
/// </remarks>
public sealed class StreamedSpeech : SpeechDecoding
{
    private readonly Queue<IReadOnlyList<int>> _pieces = new();
    private readonly Queue<SpeechRow> _text;
    private readonly Queue<SpeechRow> _promptSpeech;
    private int _nextFill;
    private bool _completed;
    private bool _isLast;

    /// <summary>Begins an utterance; nothing is due before text arrives.</summary>
    public StreamedSpeech(SpeechLanguageConfiguration configuration, SpeechPrompt prompt)
        : base(configuration)
    {
        _text = new(prompt.Text.Select(SpeechRow.Text));
        _promptSpeech = new(prompt.Speech.Select(SpeechRow.Speech));
        var block = configuration.BlockSpeech;
        _nextFill = (((prompt.Speech.Count / block) + 1) * block) - prompt.Speech.Count;
        Rows = [SpeechRow.Start];
    }

    /// <inheritdoc/>
    public override int? ForcedId => !_isLast && Generated.Count == _nextFill ? Configuration.Fill : null;

    /// <inheritdoc/>
    public override bool MustGoOn => !_isLast;

    /// <summary>Adds text. At most one block of text is fed for each piece, so give one token at a time.</summary>
    /// <exception cref="InvalidOperationException">The text was completed.</exception>
    public void Append(IReadOnlyList<int> piece)
    {
        if (_completed)
        {
            throw new InvalidOperationException("no text can follow: it was completed");
        }

        _pieces.Enqueue(piece);
        GoOn();
    }

    /// <summary>Tells that no more text comes.</summary>
    public void Complete()
    {
        _completed = true;
        GoOn();
    }

    private protected override bool MayStand(int special)
        => special == (_isLast ? Configuration.EndOfSpeech : Configuration.Fill);

    private protected override void AfterSpecial(int id)
    {
        if (MayStand(id))
        {
            _nextFill = Generated.Count + Configuration.BlockSpeech;
            IsFinished = _isLast;
            IsDue = false;
            GoOn();
            return;
        }

        Finish();
        throw new UnexpectedSpeechIdException(id);
    }

    private void GoOn()
    {
        while (!IsDue && !IsFinished && _pieces.TryDequeue(out var piece))
        {
            Take(piece);
        }

        if (!IsDue && !IsFinished && _completed)
        {
            Rows = [.. Rows, .. _text, SpeechRow.TurnOfSpeech];
            (_isLast, IsDue) = (true, true);
        }
    }

    private void Take(IReadOnlyList<int> piece)
    {
        foreach (var id in piece)
        {
            _text.Enqueue(SpeechRow.Text(id));
        }

        while (_promptSpeech.Count > 0 && _text.Count >= Configuration.BlockText)
        {
            Rows = [.. Rows, .. Pop(_text, Configuration.BlockText), .. Pop(_promptSpeech, Configuration.BlockSpeech)];
        }

        IsDue = _promptSpeech.Count == 0 && HasRowsToFeed();
    }

    private bool HasRowsToFeed()
    {
        var asks = Generated is [.., var last] && last == Configuration.Fill;
        var isFirst = Generated.Count == 0 && Rows.Count == 1;
        if (!asks && !isFirst)
        {
            return true;
        }

        if (_text.Count < Configuration.BlockText)
        {
            return false;
        }

        var block = Pop(_text, Configuration.BlockText);
        Rows = asks ? block : [.. Rows, .. block];
        return true;
    }

    private static List<SpeechRow> Pop(Queue<SpeechRow> queue, int most)
    {
        var rows = new List<SpeechRow>();
        while (rows.Count < most && queue.TryDequeue(out var row))
        {
            rows.Add(row);
        }

        return rows;
    }
}
