using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Minmo.Hearing;
using MinMo.Inference.Minmo.Voice;
using MinMo.Models.Hearing;

namespace MinMo.Inference.Minmo;

/// <summary>
/// What one call owns where the model hears, thinks and speaks itself. Ear and lanes belong to the language device, the
/// mouth to the voice device; the memory of the reply goes between them.
/// </summary>
internal sealed class MinmoPlace(int slot, LanePool lanes, TimeSpan tick, int lookAheadSamples)
    : ILanePlace, IHeardRows, IReplyMemory
{
    private bool _earIsFresh;
    private CallPosition? _begin;

    /// <summary>Index of the place: its lane in the ear, in the predictor and in the voice.</summary>
    public int Slot { get; } = slot;

    /// <summary>Samples that the encoder sees behind a tick.</summary>
    public int LookAheadSamples { get; } = lookAheadSamples;

    /// <inheritdoc />
    public LaneHandle DialogueLane { get; private set; }

    /// <summary>End of the audio listened to.</summary>
    public CallPosition ListenedTo { get; private set; }

    /// <summary>What was heard.</summary>
    public HeardStream Heard { get; } = new(tick);

    /// <summary>Where the call listens.</summary>
    public ListeningLane Listening { get; } = new();

    /// <summary>What the voice reads.</summary>
    public ReplyMemory Memory { get; } = new();

    /// <summary>What is being said.</summary>
    public Mouth Mouth { get; } = new();

    /// <inheritdoc />
    public void Begin(SessionRequest request)
    {
        Clear();
        DialogueLane = lanes.Open(Slot).Handle;
    }

    /// <inheritdoc />
    public void End()
    {
        Clear();
        lanes.Close(Slot);
    }

    /// <inheritdoc />
    public Lane? FindLane(LaneHandle handle) => lanes.Find(Slot, handle);

    /// <inheritdoc />
    public IReadOnlyList<PromptRow>? Find(HeardAudio audio) => Heard.Find(audio)?.Select(HeardStream.PositionOf).ToArray();

    /// <inheritdoc />
    public void Forget(int position) => Memory.Forget(position);

    /// <inheritdoc />
    public void Keep(int position, int token, ReadOnlySpan<float> hidden) => Memory.Keep(position, token, hidden);

    /// <summary>
    /// Goes on listening at a position. Audio that begins behind the end of what came before (the call fell behind) makes
    /// the ear begin anew, since no turn goes over the gap.
    /// </summary>
    /// <returns>False if it begins before that end: it was heard already.</returns>
    public bool TryGoOn(CallPosition from, HearingLanes ear)
    {
        if (_begin is not null && from < ListenedTo)
        {
            return false;
        }

        if (!_earIsFresh || from > ListenedTo || _begin is null)
        {
            ear.Reset(Slot);
            Heard.Clear();
            _earIsFresh = true;
        }

        _begin ??= from;
        ListenedTo = from;
        return true;
    }

    /// <summary>A tick was listened to.</summary>
    public void Advance(int samples) => ListenedTo = new CallPosition(ListenedTo.Samples + samples);

    // The ear's memory is cleared by the device that uses it, before the first tick.
    private void Clear()
    {
        (_earIsFresh, _begin, ListenedTo) = (false, null, default);
        Heard.Clear();
        Heard.Begin();
        Listening.Begin();
        Memory.Clear();
        Mouth.Begin();
    }
}
