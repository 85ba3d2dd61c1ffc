using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>What one call is saying, and the blocks of it that are not rendered. Voice device only.</summary>
internal sealed class SpeakingMouth
{
    /// <summary>Far more than a reply keeps waiting; only a broken caller collects so many.</summary>
    private const int MostBlocks = 64;

    private readonly Dictionary<SpeechBlockId, SoundBlock> _blocks = [];
    private int _last;

    /// <summary>The reply that is being said; null when there is none.</summary>
    public SpokenReply? Reply { get; private set; }

    /// <summary>Replies so far; no two of a call draw the same numbers.</summary>
    public int Replies { get; private set; }

    /// <summary>Whether another block fits.</summary>
    public bool HasRoom => _blocks.Count < MostBlocks;

    /// <summary>Begins a reply; what was left of the one before is dropped.</summary>
    public SpokenReply BeginReply(Func<int, SpokenReply> make)
    {
        Hush();
        return Reply = make(Replies++);
    }

    /// <summary>Names a block, and keeps it if there is sound in it.</summary>
    public SpeechBlockId Add(SoundBlock? block)
    {
        var id = new SpeechBlockId(++_last);
        if (block is not null)
        {
            _blocks.Add(id, block);
        }

        return id;
    }

    /// <summary>The block of that name; null if it has ended, was dropped or never was.</summary>
    public SoundBlock? Find(SpeechBlockId id) => _blocks.GetValueOrDefault(id);

    /// <summary>Drops a block.</summary>
    public void Remove(SpeechBlockId id) => _blocks.Remove(id);

    /// <summary>Drops everything; names go on counting, so that a late render finds nothing.</summary>
    public void Hush()
    {
        _blocks.Clear();
        Reply?.Dispose();
        Reply = null;
    }

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        Hush();
        (_last, Replies) = (0, 0);
    }
}
