using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MinMo.Audio.Samples;

/// <summary>16-bit samples to and from floating point, where full scale is 1 = 32768.</summary>
public static class Pcm
{
    private const float FullScale = 32768f;

    /// <summary>Exact: -32768 becomes -1, 32767 becomes 0.999969.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void ToFloat(ReadOnlySpan<short> source, Span<float> destination)
    {
        CheckRoom(source.Length, destination.Length);
        var wide = MemoryMarshal.Cast<short, Vector128<short>>(source);
        for (int i = 0; i < wide.Length; i++)
        {
            var (low, high) = Vector128.Widen(wide[i]);
            (Vector128.ConvertToSingle(low) / FullScale).CopyTo(destination[(i * 8)..]);
            (Vector128.ConvertToSingle(high) / FullScale).CopyTo(destination[((i * 8) + 4)..]);
        }

        for (int i = wide.Length * 8; i < source.Length; i++)
        {
            destination[i] = source[i] / FullScale;
        }
    }

    /// <summary>Rounds to the nearest (ties to even); what lies outside full scale is limited, not a number is 0.
    /// Undoes <see cref="ToFloat(ReadOnlySpan{short}, Span{float})"/> exactly.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void ToInt16(ReadOnlySpan<float> source, Span<short> destination)
    {
        CheckRoom(source.Length, destination.Length);
        int i = 0;
        for (; i + 8 <= source.Length; i += 8)
        {
            var low = Scale(Vector128.Create(source[i..]));
            var high = Scale(Vector128.Create(source[(i + 4)..]));
            Vector128.Narrow(low, high).CopyTo(destination[i..]);
        }

        for (; i < source.Length; i++)
        {
            float scaled = MathF.Round(source[i] * FullScale);
            destination[i] = float.IsNaN(scaled) ? (short)0 : (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
        }
    }

    /// <summary>A new array of the samples in [-1, 1).</summary>
    public static float[] ToFloat(ReadOnlySpan<short> source)
    {
        var destination = new float[source.Length];
        ToFloat(source, destination);
        return destination;
    }

    /// <summary>A new array of the samples as 16-bit integers.</summary>
    public static short[] ToInt16(ReadOnlySpan<float> source)
    {
        var destination = new short[source.Length];
        ToInt16(source, destination);
        return destination;
    }

    /// <summary>The mean of the channels of each frame.</summary>
    /// <param name="interleaved">Frames of <paramref name="channels"/> samples.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="mono">One sample a frame; may be the start of <paramref name="interleaved"/>'s own memory.</param>
    /// <exception cref="ArgumentException">A frame is incomplete, or <paramref name="mono"/> is too short.</exception>
    public static void ToMono(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        int frames = CountFrames(interleaved.Length, channels, mono.Length);
        for (int frame = 0; frame < frames; frame++)
        {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += interleaved[(frame * channels) + channel];
            }

            mono[frame] = sum / channels;
        }
    }

    /// <summary>The mean of the channels of each frame, rounded towards zero.</summary>
    /// <inheritdoc cref="ToMono(ReadOnlySpan{float}, int, Span{float})"/>
    public static void ToMono(ReadOnlySpan<short> interleaved, int channels, Span<short> mono)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        int frames = CountFrames(interleaved.Length, channels, mono.Length);
        for (int frame = 0; frame < frames; frame++)
        {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++)
            {
                sum += interleaved[(frame * channels) + channel];
            }

            mono[frame] = (short)(sum / channels);
        }
    }

    private static Vector128<int> Scale(Vector128<float> samples)
    {
        var known = Vector128.ConditionalSelect(Vector128.Equals(samples, samples), samples, Vector128<float>.Zero);
        var limited = Vector128.Clamp(
            known * FullScale, Vector128.Create((float)short.MinValue), Vector128.Create((float)short.MaxValue));
        return Vector128.ConvertToInt32(Vector128.Round(limited));
    }

    private static int CountFrames(int samples, int channels, int room)
    {
        if (samples % channels != 0)
        {
            throw new ArgumentException($"{samples} samples are no whole number of frames of {channels} channels");
        }

        CheckRoom(samples / channels, room);
        return samples / channels;
    }

    private static void CheckRoom(int needed, int given)
    {
        if (given < needed)
        {
            throw new ArgumentException($"{needed} samples need as many places, not {given}");
        }
    }
}
