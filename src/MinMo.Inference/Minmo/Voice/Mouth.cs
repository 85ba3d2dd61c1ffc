using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>What one call is saying. Voice device only.</summary>
internal sealed class Mouth
{
    /// <summary>Far more than a reply keeps waiting; only a broken caller collects so many.</summary>
    private const int MostBlocks = 64;

    private readonly Dictionary<SpeechBlockId, SpokenBlock> _blocks = [];
    private int _last;

    /// <summary>The reply that is being said; null when there is none.</summary>
    public Utterance? Utterance { get; private set; }

    /// <summary>Whether another block fits.</summary>
    public bool HasRoom => _blocks.Count < MostBlocks;

    /// <summary>Begins a reply; what was left of the one before is dropped.</summary>
    /// <param name="rate">How fast it is spoken, of the voice's own rate.</param>
    public Utterance BeginUtterance(double rate)
    {
        Hush();
        return Utterance = new Utterance(rate);
    }

    /// <summary>Keeps a block.</summary>
    /// <returns>Its name.</returns>
    public SpeechBlockId Add(SpokenBlock? block)
    {
        var id = new SpeechBlockId(++_last);
        if (block is not null)
        {
            _blocks.Add(id, block);
        }

        return id;
    }

    /// <summary>The block of that name; null if it has ended, was dropped or never was.</summary>
    public SpokenBlock? Find(SpeechBlockId id) => _blocks.GetValueOrDefault(id);

    /// <summary>Drops a block.</summary>
    public void Remove(SpeechBlockId id) => _blocks.Remove(id);

    /// <summary>Drops everything; names go on counting, so that a late render finds nothing.</summary>
    public void Hush()
    {
        _blocks.Clear();
        Utterance?.Dispose();
        Utterance = null;
    }

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        Hush();
        _last = 0;
    }
}
