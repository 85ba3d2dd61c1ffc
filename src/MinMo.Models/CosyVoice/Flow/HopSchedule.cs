namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The calls that the reference makes of one utterance as its tokens arrive.</summary>
/// <remarks><c>CosyVoice2Model.tts</c>. Two habits of the reference are kept: the hop is not reset between utterances
/// (<see cref="Hop"/> of one is the first of the next), and once no more tokens come, the call just made decides whether
/// another chunk is cut. An engine with caches needs none of this: it makes one mask chunk after the other.</remarks>
public sealed class HopSchedule
{
    private readonly HopSettings _settings;
    private readonly int _padding;
    private int _offset;
    private bool _lastIsNext;
    private bool _isFinished;

    /// <summary>Begins an utterance.</summary>
    /// <param name="settings">The hops.</param>
    /// <param name="promptTokens">Tokens of the flow's prompt: the first call goes to the end of a hop with them.</param>
    public HopSchedule(HopSettings settings, int promptTokens)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, Hop) = (settings, settings.First);
        _padding = (Hop - (promptTokens % Hop)) % Hop;
    }

    /// <summary>New tokens of the next call.</summary>
    public int Hop { get; private set; }

    /// <summary>The next call, or null while it needs more tokens or all have been made.</summary>
    /// <param name="tokens">New tokens that exist.</param>
    /// <param name="ended">Whether no more will come.</param>
    public FlowCall? Next(int tokens, bool ended)
    {
        var own = Hop + (_offset == 0 ? _padding : 0);
        var needed = own + _settings.LookAhead;
        if (!_isFinished && !_lastIsNext && tokens - _offset >= needed)
        {
            var call = new FlowCall(_offset, _offset + needed, Chunked: true, Final: false);
            _offset += own;
            Hop = Math.Min(_settings.Largest, Hop * _settings.Growth);
            _lastIsNext = ended && tokens - _offset < needed;
            return call;
        }

        if (_isFinished || !ended)
        {
            return null;
        }

        _isFinished = true;
        return new FlowCall(_offset, tokens, Chunked: false, Final: true);
    }
}
