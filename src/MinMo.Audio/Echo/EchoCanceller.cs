using MinMo.Audio.Samples;

namespace MinMo.Audio.Echo;

/// <summary>
/// Takes the agent's own voice out of what the caller's line brings back: an adaptive filter learns the way from
/// loudspeaker to microphone, and what it cannot explain but may be echo all the same is turned down.
/// </summary>
/// <remarks>
/// <para>The filter is the partitioned-block frequency-domain Kalman filter (Enzner and Vary 2006; Kuech, Mabande and
/// Enzner 2014), diagonal in bins and partitions, overlap-save with blocks of 16 ms. It needs no double-talk detector: the
/// caller's own voice counts as noise of the observation, and slows learning down by itself. Each block also constrains a
/// few partitions to filters of one block, by turns.</para>
/// <para>The variance that the filter gives for its own error is the level of the echo left over; where that explains most
/// of what remains, the block is turned down. So the first word of the first reply is already kept out, before anything is
/// learnt, at the price of a caller who is quieter than <see cref="EchoCancellerSettings.ExpectedDecibels"/> just then.</para>
/// <para>No latency, no allocation per block. Not safe for concurrent use.</para>
/// </remarks>
public sealed class EchoCanceller
{
    /// <summary>Samples of a block: 16 ms at 16 kHz.</summary>
    public const int BlockSamples = 256;

    private const int SpectrumLength = 2 * BlockSamples;
    private const int ConstrainedPartitions = 3; // a block
    private const float NearSmoothing = 0.5f;
    private const float LeastNearShare = 0.02f; // of the power that was not explained
    private const float LevelSmoothing = 0.4f; // of the levels compared for the gain: about 16 ms
    private const float LeastVarianceShare = 0.1f; // of the variance expected at first: so that a new path is learnt
    private const float PowerSmoothing = 0.98f; // of the powers compared to see whether the filter is lost: about 0.8 s
    private const float Diverged = 2; // power of the output against the input

    private readonly BlockTransform _transform = new(SpectrumLength);
    private readonly EchoPath _path;
    private readonly float _leastGain;
    private readonly float[] _far = new float[SpectrumLength];
    private readonly float[] _time = new float[SpectrumLength];
    private readonly float[] _error = new float[BlockSamples];
    private readonly float[] _real;
    private readonly float[] _imaginary;
    private readonly float[] _near;
    private int _soundingBlocks;
    private float _gain = 1;
    private double _inputPower;
    private double _outputPower;
    private double _leftOver;
    private double _remaining;

    /// <summary>A canceller that knows nothing of the line.</summary>
    public EchoCanceller(EchoCancellerSettings? settings = null)
    {
        settings ??= new EchoCancellerSettings();
        var partitions = Math.Max(1, (int)Math.Ceiling(settings.Tail.TotalSeconds * 16_000 / BlockSamples));
        var expected = (float)(Math.Pow(10, settings.ExpectedDecibels / 10) / partitions);
        _path = new EchoPath(partitions, _transform, expected, expected * LeastVarianceShare, (float)settings.Persistence);
        _leastGain = (float)AudioLevel.FromDbfs(settings.LeastGainDecibels);
        (_real, _imaginary, _near) = (new float[_path.Stride], new float[_path.Stride], new float[_path.Stride]);
    }

    /// <summary>Whether sound of the agent may still be on its way back. Blocks go through unchanged while not.</summary>
    public bool IsSounding => _soundingBlocks > 0;

    /// <summary>Takes the echo out of one block.</summary>
    /// <param name="far">[<see cref="BlockSamples"/>] what the agent says in the same moment, 16 kHz, full scale 1.</param>
    /// <param name="near">[<see cref="BlockSamples"/>] what the line brings; overwritten with what the caller says.</param>
    public void Process(ReadOnlySpan<float> far, Span<float> near)
    {
        Advance(far);
        if (!IsSounding)
        {
            _gain = 1;
            return;
        }

        Subtract(near);
        Learn();
        Choose(near);
    }

    private void Advance(ReadOnlySpan<float> far)
    {
        _far.AsSpan(BlockSamples).CopyTo(_far);
        far.CopyTo(_far.AsSpan(BlockSamples));
        var sounds = far.ContainsAnyExcept(0);
        if (!sounds && !IsSounding)
        {
            return;
        }

        _soundingBlocks = sounds ? _path.Partitions + 1 : _soundingBlocks - 1;
        _path.Advance(_far);
    }

    private void Subtract(ReadOnlySpan<float> near)
    {
        _path.Echo(_real, _imaginary);
        _transform.Inverse(_real, _imaginary, _time);
        for (var n = 0; n < BlockSamples; n++)
        {
            _error[n] = near[n] - _time[BlockSamples + n];
        }

        _time.AsSpan(0, BlockSamples).Clear();
        _error.CopyTo(_time.AsSpan(BlockSamples));
        _transform.Forward(_time, _real, _imaginary);
    }

    private void Learn()
    {
        var leftOver = _path.LeftOver();
        _leftOver = (LevelSmoothing * _leftOver) + ((1 - LevelSmoothing) * leftOver);
        var uncertain = _path.Uncertain;
        for (var k = 0; k < _transform.Bins; k++)
        {
            // What may be echo is not the caller; half of the window is the block.
            var power = (_real[k] * _real[k]) + (_imaginary[k] * _imaginary[k]);
            var caller = Math.Max(power - (uncertain[k] / 2), LeastNearShare * power);
            _near[k] = (NearSmoothing * _near[k]) + ((1 - NearSmoothing) * caller);
        }

        _path.Learn(_real, _imaginary, _near, ConstrainedPartitions);
    }

    private void Choose(Span<float> near)
    {
        double input = Power(near), output = Power(_error);
        _inputPower = (PowerSmoothing * _inputPower) + ((1 - PowerSmoothing) * input);
        _outputPower = (PowerSmoothing * _outputPower) + ((1 - PowerSmoothing) * output);
        if (_outputPower > Diverged * _inputPower)
        {
            _path.Reset();
            _outputPower = _inputPower;
        }

        // Powers of the spectrum are those of the samples times the length of the transform.
        _remaining = (LevelSmoothing * _remaining) + ((1 - LevelSmoothing) * Math.Min(input, output) * SpectrumLength);
        var target = Math.Max(_leastGain, 1 - (float)(_leftOver / Math.Max(_remaining, double.Epsilon)));
        var chosen = output <= input ? _error : near;
        for (var n = 0; n < BlockSamples; n++)
        {
            near[n] = chosen[n] * (_gain + ((target - _gain) * (n + 1) / BlockSamples));
        }

        _gain = target;
    }

    private static double Power(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            sum += sample * sample;
        }

        return sum;
    }
}
