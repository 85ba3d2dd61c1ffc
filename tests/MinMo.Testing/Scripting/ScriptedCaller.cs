using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.Testing.Scripting;

/// <summary>
/// Builds the caller's audio from the begin of the call on. A tick's speech probability is coded as the mean absolute
/// sample divided by <see cref="FullSpeech"/>: see <see cref="ScriptedEngine"/>.
/// </summary>
public sealed class ScriptedCaller
{
    /// <summary>The mean absolute sample that stands for a speech probability of 1.</summary>
    public const int FullSpeech = 10_000;

    private const float SpeechProbability = 0.95f;
    private readonly List<short> _samples = [];
    private readonly List<ScriptedUtterance> _utterances = [];

    /// <summary>The end of the audio built so far.</summary>
    public CallPosition End => new(_samples.Count);

    /// <summary>What was said so far, for <see cref="EngineScript.Heard"/>.</summary>
    public IReadOnlyList<ScriptedUtterance> Utterances => _utterances;

    /// <summary>Appends silence.</summary>
    public ScriptedCaller IsSilentFor(TimeSpan time) => Sounds(0, time);

    /// <summary>Appends silence up to a time since the begin of the call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before the end of the audio.</exception>
    public ScriptedCaller IsSilentUntil(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CallPosition.At(time), End, nameof(time));
        return Sounds(0, CallPosition.At(time) - End);
    }

    /// <summary>Appends speech.</summary>
    public ScriptedCaller Speaks(string text, TimeSpan time)
    {
        var from = End;
        Sounds(SpeechProbability, time);
        _utterances.Add(new ScriptedUtterance(from, End, text));
        return this;
    }

    /// <summary>Speaks between two times since the begin of the call; silence fills the gap before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The begin lies before the end of the audio.</exception>
    public ScriptedCaller Speaks(string text, TimeSpan from, TimeSpan to)
        => IsSilentUntil(from).Speaks(text, to - from);

    /// <summary>Speaks words with a prosody and an ending of their own.</summary>
    /// <param name="text">The words.</param>
    /// <param name="time">How long they take.</param>
    /// <param name="complete">See <see cref="ScriptedUtterance.Complete"/>.</param>
    /// <param name="stopMass">See <see cref="ScriptedUtterance.StopMass"/>.</param>
    public ScriptedCaller Hesitates(string text, TimeSpan time, float complete = 0.1f, float stopMass = 0.05f)
    {
        Speaks(text, time);
        _utterances[^1] = _utterances[^1] with { Complete = complete, StopMass = stopMass };
        return this;
    }

    /// <summary>Appends sound without words.</summary>
    /// <param name="probability">Speech probability of its ticks, 0 to 1.</param>
    /// <param name="time">How long.</param>
    public ScriptedCaller Sounds(float probability, TimeSpan time)
    {
        var amplitude = (int)(probability * FullSpeech);
        var count = CallPosition.SamplesIn(time);
        for (var index = 0; index < count; index++)
        {
            _samples.Add((short)(index % 2 == 0 ? amplitude : -amplitude));
        }

        return this;
    }

    /// <summary>All audio: 16 kHz mono PCM.</summary>
    public short[] ToSamples() => [.. _samples];

    /// <summary>The audio as a gateway delivers it; the last frame may be shorter.</summary>
    /// <param name="frame">Length of a frame; 20 ms when left out.</param>
    public IEnumerable<AudioReceived> Frames(TimeSpan? frame = null)
    {
        var length = (int)CallPosition.SamplesIn(frame ?? TimeSpan.FromMilliseconds(20));
        for (var from = 0; from < _samples.Count; from += length)
        {
            var count = Math.Min(length, _samples.Count - from);
            yield return new AudioReceived(new CallPosition(from), [.. _samples.GetRange(from, count)]);
        }
    }
}
