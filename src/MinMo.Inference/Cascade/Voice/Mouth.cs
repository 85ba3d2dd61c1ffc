using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>The blocks of speech of one call that are not rendered to their end. Voice device only.</summary>
internal sealed class Mouth
{
    /// <summary>Far more than a reply keeps waiting; only a broken caller collects so many.</summary>
    private const int MostBlocks = 64;

    private readonly Dictionary<SpeechBlockId, SpeechBlock> _blocks = [];
    private int _last;

    /// <summary>Whether another block fits.</summary>
    public bool HasRoom => _blocks.Count < MostBlocks;

    /// <summary>Keeps a block.</summary>
    /// <returns>Its name.</returns>
    public SpeechBlockId Add(SpeechBlock block)
    {
        var id = new SpeechBlockId(++_last);
        _blocks.Add(id, block);
        return id;
    }

    /// <summary>The block of that name; null if it has ended, was dropped or never was.</summary>
    public SpeechBlock? Find(SpeechBlockId id) => _blocks.GetValueOrDefault(id);

    /// <summary>Drops a block.</summary>
    public void Remove(SpeechBlockId id) => _blocks.Remove(id);

    /// <summary>Drops all blocks; names go on counting, so that a late render finds nothing.</summary>
    public void Hush() => _blocks.Clear();

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        _blocks.Clear();
        _last = 0;
    }
}
