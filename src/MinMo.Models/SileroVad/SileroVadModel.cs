using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.SileroVad;

/// <summary>The Silero voice activity detector (v5 interface, ONNX), shared by all streams: 32 ms of audio to the
/// probability of speech. Safe for concurrent use; each <see cref="SileroVadStream"/> belongs to one caller at a
/// time.</summary>
/// <remarks>Source: snakers4/silero-vad, file silero_vad.onnx. It contains two networks, one for each rate.</remarks>
public sealed class SileroVadModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ConcurrentDictionary<(int Rows, int Rate), ConcurrentBag<SileroVadBatch>> _batches = new();

    private SileroVadModel(InferenceSession session) => _session = session;

    /// <summary>Opens <c>silero_vad.onnx</c>.</summary>
    /// <param name="path">The file itself, or the folder that contains it.</param>
    /// <param name="settings">Threads; the defaults if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SileroVadModel Load(string path, OnnxSessionSettings? settings = null)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "silero_vad.onnx") : path;
        return new SileroVadModel((settings ?? new OnnxSessionSettings()).Open(file));
    }

    /// <summary>Judges one pending chunk of each stream and advances all of them: one row a stream.</summary>
    /// <param name="streams">Streams of one rate, each with <see cref="SileroVadStream.ChunkReady"/>.</param>
    /// <param name="probabilities">Receives the probability of speech of each stream's chunk, 0 to 1.</param>
    /// <exception cref="ArgumentException">A stream has no complete chunk or another rate than the first, or
    /// <paramref name="probabilities"/> is too short.</exception>
    public void Step(ReadOnlySpan<SileroVadStream> streams, Span<float> probabilities)
    {
        if (streams.IsEmpty)
        {
            return;
        }

        Check(streams, probabilities);
        var rate = streams[0].SampleRate;
        var idle = _batches.GetOrAdd((streams.Length, rate), static _ => []);
        if (!idle.TryTake(out var batch))
        {
            batch = new SileroVadBatch(streams.Length, rate);
        }

        batch.Run(_session, streams, probabilities);
        idle.Add(batch);
    }

    /// <summary>Pushes audio of any length through one stream.</summary>
    /// <param name="stream">The stream to advance.</param>
    /// <param name="samples">In [-1, 1]; what does not fill a chunk waits in the stream.</param>
    /// <param name="probabilities">Receives one value for each chunk that became complete; needs room for
    /// <see cref="SileroVadStream.ChunksAfter"/>.</param>
    /// <returns>How many values were written.</returns>
    public int Push(SileroVadStream stream, ReadOnlySpan<float> samples, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var count = 0;
        while (!samples.IsEmpty)
        {
            samples = samples[stream.Accept(samples)..];
            if (stream.ChunkReady)
            {
                Step([stream], probabilities.Slice(count++, 1));
            }
        }

        return count;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var batch in _batches.Values.SelectMany(static idle => idle))
        {
            batch.Dispose();
        }

        _batches.Clear();
        _session.Dispose();
    }

    private static void Check(ReadOnlySpan<SileroVadStream> streams, Span<float> probabilities)
    {
        if (probabilities.Length < streams.Length)
        {
            throw new ArgumentException(
                $"{streams.Length} streams need as many probabilities, not {probabilities.Length}.", nameof(probabilities));
        }

        foreach (var stream in streams)
        {
            if (!stream.ChunkReady)
            {
                throw new ArgumentException(
                    $"A stream has {stream.Pending} of {stream.ChunkSamples} samples; it cannot be judged yet.",
                    nameof(streams));
            }

            if (stream.SampleRate != streams[0].SampleRate)
            {
                throw new ArgumentException(
                    $"One batch has one rate, not {streams[0].SampleRate} and {stream.SampleRate} Hz.", nameof(streams));
            }
        }
    }
}
