using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MinMo.Audio.Resampling;

/// <summary>Changes the sampling rate of one mono stream: a polyphase FIR for any rational ratio.</summary>
/// <remarks>One stream, one thread. No allocation after construction. However a stream is cut into chunks, the same
/// samples come out, bit for bit and on every processor. The method is the one every textbook calls polyphase
/// windowed-sinc interpolation (Crochiere and Rabiner, 1983, chapter 4).</remarks>
public sealed class Resampler
{
    private const int BlockSamples = 1024;

    private readonly ResampleKernel? _kernel; // null: the rates are equal
    private readonly ResamplerTiming _timing;
    private readonly float[] _window;
    private readonly int _from; // reduced: _from input samples last as long as _to output samples
    private readonly int _to;
    private int _filled;
    private int _next; // where in the window the taps of the next output sample begin
    private int _phase;

    /// <summary>Makes a resampler that has heard nothing yet.</summary>
    /// <param name="fromHz">Rate of the input, 1 to 768000 Hz.</param>
    /// <param name="toHz">Rate of the output, 1 to 768000 Hz.</param>
    /// <param name="timing">How the look-ahead is handled; live audio by default.</param>
    /// <param name="filter"><see cref="ResampleFilter.Speech"/> if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range, or the ratio needs a filter of more
    /// than 16 Mi taps.</exception>
    public Resampler(
        int fromHz, int toHz, ResamplerTiming timing = ResamplerTiming.Steady, ResampleFilter? filter = null)
    {
        FromHz = CheckRate(fromHz, nameof(fromHz));
        ToHz = CheckRate(toHz, nameof(toHz));
        int divisor = GreatestCommonDivisor(fromHz, toHz);
        _from = fromHz / divisor;
        _to = toHz / divisor;
        _timing = timing;
        _kernel = fromHz == toHz ? null : ResampleKernel.Get(_from, _to, filter ?? ResampleFilter.Speech);
        _window = _kernel is null ? [] : new float[_kernel.Taps + BlockSamples];
        Reset();
    }

    /// <summary>Rate of the input in Hz.</summary>
    public int FromHz { get; }

    /// <summary>Rate of the output in Hz.</summary>
    public int ToHz { get; }

    /// <summary>How much later the sound leaves than it entered, in samples of the input rate. Constant over the
    /// life of the stream; 0 if the rates are equal.</summary>
    public int LatencySamples => _kernel?.Reach ?? 0;

    /// <summary>Room that <see cref="Flush"/> needs, in output samples.</summary>
    public int FlushLength => OutputLength(LatencySamples);

    /// <summary>The whole of a signal at another rate, aligned with the original: <c>ceil(n * to / from)</c>
    /// samples, with silence assumed on both sides.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As in the constructor.</exception>
    public static float[] Resample(ReadOnlySpan<float> signal, int fromHz, int toHz, ResampleFilter? filter = null)
    {
        var resampler = new Resampler(fromHz, toHz, ResamplerTiming.Aligned, filter);
        var output = new float[checked(resampler.OutputLength(signal.Length) + resampler.FlushLength)];
        int written = resampler.Process(signal, output);
        written += resampler.Flush(output.AsSpan(written));
        return output[..written];
    }

    /// <summary>The most output samples that <see cref="Process"/> gives for this many input samples. With
    /// <see cref="ResamplerTiming.Steady"/> a stream fed in chunks that last a whole number of output samples gets
    /// exactly this many each time.</summary>
    /// <exception cref="OverflowException">More than an <see cref="int"/> holds.</exception>
    public int OutputLength(int inputSamples) => checked((int)((((long)inputSamples * _to) + _from - 1) / _from));

    /// <summary>Feeds a chunk of any size.</summary>
    /// <param name="input">Samples at <see cref="FromHz"/>.</param>
    /// <param name="output">At least <see cref="OutputLength"/> of the chunk; must not overlap the input.</param>
    /// <returns>How many output samples were written.</returns>
    /// <exception cref="ArgumentException">The output is too short; nothing was consumed.</exception>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        if (output.Length < OutputLength(input.Length))
        {
            throw new ArgumentException(
                $"{input.Length} samples need room for {OutputLength(input.Length)}, not {output.Length}", nameof(output));
        }

        if (_kernel is null)
        {
            input.CopyTo(output);
            return input.Length;
        }

        int written = 0;
        while (!input.IsEmpty)
        {
            int taken = Math.Min(input.Length, _window.Length - _filled);
            input[..taken].CopyTo(_window.AsSpan(_filled));
            input = input[taken..];
            _filled += taken;
            written += Produce(_kernel, output[written..]);
        }

        return written;
    }

    /// <summary>Ends the stream as if silence followed: writes what the look-ahead held back, then starts anew.</summary>
    /// <param name="output">At least <see cref="FlushLength"/> samples.</param>
    /// <returns>How many output samples were written.</returns>
    /// <exception cref="ArgumentException">The output is too short; nothing was changed.</exception>
    public int Flush(Span<float> output)
    {
        if (output.Length < FlushLength)
        {
            throw new ArgumentException($"flushing needs room for {FlushLength} samples, not {output.Length}", nameof(output));
        }

        Span<float> silence = stackalloc float[256];
        silence.Clear();
        int written = 0;
        for (int left = LatencySamples; left > 0; left -= Math.Min(left, silence.Length))
        {
            written += Process(silence[..Math.Min(left, silence.Length)], output[written..]);
        }

        Reset();
        return written;
    }

    /// <summary>Forgets all samples, as after a flush of playout or a change of speaker.</summary>
    public void Reset()
    {
        if (_kernel is null)
        {
            return;
        }

        // The silence before the stream: aligned, the first output stands on the first input; steady, one look-ahead
        // earlier, so that the first input sample is all it waits for.
        _filled = _timing == ResamplerTiming.Steady ? _kernel.Taps - 1 : _kernel.Taps - 1 - _kernel.Reach;
        _window.AsSpan(0, _filled).Clear();
        _next = 0;
        _phase = 0;
    }

    private int Produce(ResampleKernel kernel, Span<float> output)
    {
        int whole = _from / _to;
        int part = _from % _to;
        int written = 0;
        while (_next + kernel.Taps <= _filled)
        {
            output[written++] = Dot(_window.AsSpan(_next, kernel.Taps), kernel.Row(_phase));
            _next += whole;
            _phase += part;
            if (_phase >= _to)
            {
                _phase -= _to;
                _next++;
            }
        }

        _window.AsSpan(_next, _filled - _next).CopyTo(_window);
        _filled -= _next;
        _next = 0;
        return written;
    }

    /// <summary>Sums in a fixed order, without fused multiply-add: every processor gets the same bits.</summary>
    private static float Dot(ReadOnlySpan<float> samples, ReadOnlySpan<float> taps)
    {
        var a = MemoryMarshal.Cast<float, Vector256<float>>(samples);
        var b = MemoryMarshal.Cast<float, Vector256<float>>(taps);
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (int i = 0; i + 1 < a.Length && i + 1 < b.Length; i += 2)
        {
            even += a[i] * b[i];
            odd += a[i + 1] * b[i + 1];
        }

        var four = (even + odd).GetLower() + (even + odd).GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }

    private static int CheckRate(int rate, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 768_000, name);
        return rate;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
