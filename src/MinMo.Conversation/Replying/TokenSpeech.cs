using MinMo.Abstractions.Engine;

namespace MinMo.Conversation.Replying;

/// <summary>
/// What of a reply the voice has still to say, where it reads tokens: blocks of a few tokens while there are any, then
/// blocks without tokens for the speech that the text leaves over (paper section 3.2: text runs ahead of its sound).
/// </summary>
internal sealed class TokenSpeech(int blockTokens)
{
    /// <summary>Speech of the agent's voice while its end is not known; measured on the voice joe: 29 characters in 1.9 s
    /// (nano-en's training texts).</summary>
    public const double CharactersPerSecond = 15;

    private readonly Queue<(LanePosition End, int TextEnd)> _waiting = new();
    private bool _begun;
    private bool _allGiven;
    private int _textStart;

    /// <summary>Tokens that wait for the voice.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Characters of the reply whose tokens the voice was given.</summary>
    public int Given => _textStart;

    /// <summary>Whether the voice has prepared everything there is to say.</summary>
    public bool Complete { get; private set; }

    /// <summary>Where the worker of now began: what lies before was produced by workers that are lost.</summary>
    public (int Characters, long Samples) Begin { get; private set; }

    /// <summary>A token was decoded.</summary>
    /// <param name="end">Position in the lane behind it.</param>
    /// <param name="textEnd">Characters of the reply up to its end.</param>
    public void Add(LanePosition end, int textEnd) => _waiting.Enqueue((end, textEnd));

    /// <summary>The next block.</summary>
    /// <param name="lane">Where the tokens are.</param>
    /// <param name="textEnded">Whether no tokens follow.</param>
    /// <returns>The block and the stretch of text that its tokens make; null while there is nothing to be said.</returns>
    public (TokenBlock Block, int TextStart, int TextEnd)? Next(LaneHandle lane, bool textEnded)
    {
        Complete |= textEnded && !_begun && _waiting.Count == 0;
        if (Complete || (!textEnded && _waiting.Count < blockTokens))
        {
            return null;
        }

        var ends = new LanePosition[Math.Min(blockTokens, _waiting.Count)];
        int start = _textStart;
        for (int index = 0; index < ends.Length; index++)
        {
            (ends[index], _textStart) = _waiting.Dequeue();
        }

        bool last = textEnded && _waiting.Count == 0;
        var block = new TokenBlock(lane, ends, First: !_begun, last);
        (_begun, _allGiven) = (true, last);
        return (block, start, _textStart);
    }

    /// <summary>The voice has prepared a block.</summary>
    /// <param name="complete">See <see cref="SpeakResult.Complete"/>.</param>
    public void Spoken(bool complete) => Complete |= complete && _allGiven;

    /// <summary>Another worker begins anew behind what was produced: its tokens are added again.</summary>
    /// <param name="characters">Of the text that need not be said again.</param>
    /// <param name="samples">Produced so far.</param>
    public void Restart(int characters, long samples)
    {
        _waiting.Clear();
        (_begun, _allGiven, _textStart) = (false, false, characters);
        (Complete, Begin) = (false, (characters, samples));
    }
}
