using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace MinMo.Testing.Weights;

/// <summary>Writes state dicts as torch.save does, float32: for checkpoints with random weights in the public layouts.</summary>
public static class TorchFileWriter
{
    private const int ChunkElements = 1 << 16;
    private const byte Mark = (byte)'(';
    private const byte Tuple = (byte)'t';
    private const byte Reduce = (byte)'R';

    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and shapes, in order.</param>
    /// <param name="fill">Gives the next elements of a tensor, in row-major order.</param>
    public static void Write(string path, IReadOnlyList<(string Name, long[] Shape)> tensors, Action<string, Span<float>> fill)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Add(archive, "archive/data.pkl", stream => stream.Write(Pickle(tensors)));
        Add(archive, "archive/byteorder", static stream => stream.Write("little"u8));
        for (var i = 0; i < tensors.Count; i++)
        {
            var (name, count) = (tensors[i].Name, CountOf(tensors[i].Shape));
            Add(archive, $"archive/data/{i}", stream => Fill(stream, count, part => fill(name, part)));
        }

        Add(archive, "archive/version", static stream => stream.Write("3\n"u8));
    }

    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        write(stream);
    }

    private static void Fill(Stream stream, long count, FillPart fill)
    {
        var buffer = new float[Math.Min(count, ChunkElements)];
        for (long done = 0; done < count; done += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - done));
            fill(part);
            stream.Write(MemoryMarshal.AsBytes(part));
        }
    }

    private static byte[] Pickle(IReadOnlyList<(string Name, long[] Shape)> tensors)
    {
        using var pickle = new MemoryStream();
        pickle.Write([0x80, 2, (byte)'}', Mark]); // protocol 2, a dictionary
        for (var i = 0; i < tensors.Count; i++)
        {
            Text(pickle, tensors[i].Name);
            Tensor(pickle, i, tensors[i].Shape);
        }

        pickle.Write("u."u8);
        return pickle.ToArray();
    }

    private static void Tensor(MemoryStream pickle, int key, long[] shape)
    {
        pickle.Write("ctorch._utils\n_rebuild_tensor_v2\n"u8);
        pickle.WriteByte(Mark);
        pickle.WriteByte(Mark);
        Text(pickle, "storage");
        pickle.Write("ctorch\nFloatStorage\n"u8);
        Text(pickle, key.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Text(pickle, "cpu");
        Integer(pickle, CountOf(shape));
        pickle.WriteByte(Tuple);
        pickle.WriteByte((byte)'Q'); // the storage of that description
        Integer(pickle, 0);
        Integers(pickle, shape);
        Integers(pickle, [.. Enumerable.Range(1, shape.Length).Select(axis => CountOf(shape.AsSpan(axis)))]);
        pickle.WriteByte(0x89); // no gradients
        pickle.Write("ccollections\nOrderedDict\n)"u8);
        pickle.Write([Reduce, Tuple, Reduce]);
    }

    private static void Integers(MemoryStream pickle, long[] values)
    {
        pickle.WriteByte(Mark);
        foreach (var value in values)
        {
            Integer(pickle, value);
        }

        pickle.WriteByte(Tuple);
    }

    private static void Integer(MemoryStream pickle, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, checked((int)value));
        pickle.WriteByte((byte)'J');
        pickle.Write(bytes);
    }

    private static void Text(MemoryStream pickle, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        pickle.WriteByte((byte)'X');
        pickle.Write(length);
        pickle.Write(bytes);
    }

    private static long CountOf(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var dimension in shape)
        {
            count *= dimension;
        }

        return count;
    }

    private delegate void FillPart(Span<float> part);
}
