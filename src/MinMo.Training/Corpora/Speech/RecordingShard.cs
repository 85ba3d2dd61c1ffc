using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text.Json;
using MinMo.Audio.Samples;

namespace MinMo.Training.Corpora.Speech;

/// <summary>One shard: <c>NNNNN.pcm</c> holds 16-bit samples, <c>NNNNN.jsonl</c> one description a line. The
/// second file appears last and makes the shard visible.</summary>
internal sealed unsafe class RecordingShard<T> : IDisposable
    where T : IPlacedRecording<T>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly short* _samples;

    private RecordingShard(string pcm, IReadOnlyList<T> recordings)
    {
        Recordings = recordings;
        _file = MemoryMappedFile.CreateFromFile(pcm, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _samples = (short*)start;
    }

    internal IReadOnlyList<T> Recordings { get; }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    internal static bool Exists(string folder, int shard) => File.Exists(IndexFile(folder, shard));

    /// <exception cref="InvalidDataException">The samples are fewer than the index says.</exception>
    internal static RecordingShard<T> Open(string folder, int shard)
    {
        var recordings = File.ReadLines(IndexFile(folder, shard))
            .Select(static line => JsonSerializer.Deserialize<T>(line, Json)!).ToArray();
        var pcm = SampleFile(folder, shard);
        var samples = new FileInfo(pcm).Length / sizeof(short);
        var needed = recordings.Length == 0 ? 0 : recordings[^1].Offset + recordings[^1].SampleCount;
        return samples == needed
            ? new RecordingShard<T>(pcm, recordings)
            : throw new InvalidDataException($"'{pcm}' holds {samples} samples, its index {needed}; delete both files "
                + "and make the corpus again: complete shards are kept");
    }

    internal static void Write(string folder, int shard, IReadOnlyList<(T Description, float[] Samples)> recorded)
    {
        var index = new List<string>(recorded.Count);
        Replace(SampleFile(folder, shard), stream =>
        {
            long offset = 0;
            foreach (var (description, samples) in recorded)
            {
                stream.Write(MemoryMarshal.AsBytes(Pcm.ToInt16(samples).AsSpan()));
                index.Add(JsonSerializer.Serialize(description.PlacedAt(offset, samples.Length), Json));
                offset += samples.Length;
            }
        });
        Replace(IndexFile(folder, shard), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            index.ForEach(writer.WriteLine);
        });
    }

    internal ReadOnlySpan<short> Samples(T recording) => new(_samples + recording.Offset, recording.SampleCount);

    private static void Replace(string path, Action<Stream> write)
    {
        var unfinished = path + ".part";
        using (var stream = File.Create(unfinished))
        {
            write(stream);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static string IndexFile(string folder, int shard) => Path.Combine(folder, $"{shard:00000}.jsonl");

    private static string SampleFile(string folder, int shard) => Path.Combine(folder, $"{shard:00000}.pcm");
}
