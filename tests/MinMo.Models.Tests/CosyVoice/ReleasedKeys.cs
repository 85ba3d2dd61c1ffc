using System.Globalization;
using System.Text.RegularExpressions;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tests.CosyVoice;

/// <summary>A checkpoint with the names and shapes of a released file and values that look like weights: small, and the same
/// in every run.</summary>
internal sealed partial class ReleasedKeys : ICheckpoint
{
    private const float LargestValue = 0.05f;

    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);

    private ReleasedKeys(string location) => Location = location;

    public string Location { get; }

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _entries;

    /// <param name="file">Beside this class.</param>
    public static ReleasedKeys Read(string file)
    {
        var keys = new ReleasedKeys(file);
        using var stream = typeof(ReleasedKeys).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"the keys '{file}' are not part of the tests", file);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                keys.Add(line.Split('\t'));
            }
        }

        return keys;
    }

    public void Rename(string from, string to)
    {
        _entries.Remove(from, out var entry);
        _entries.Add(to, entry! with { Name = to });
    }

    public void ReadFloat32(string name, Span<float> destination)
    {
        var state = (uint)_entries[name].Name.Length + 1;
        for (var i = 0; i < destination.Length; i++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            destination[i] = (((state >> 8) / (float)(1 << 23)) - 1) * LargestValue;
        }
    }

    public void ReadBytes(string name, long offset, Span<byte> destination) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is open.
    }

    private void Add(string[] line)
    {
        long[] shape = [.. line[1].Trim('[', ']').Split(',').Select(static size => (long)Number(size))];
        foreach (var name in Expand(line[0]))
        {
            var elements = shape.Aggregate(1L, static (product, size) => product * size);
            _entries.Add(name, new TensorEntry(name, ElementType.Float32, [.. shape], 0, elements * sizeof(float)));
        }
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var braces = Braces().Match(pattern);
        return braces.Success
            ? Numbers(braces.Groups["numbers"].Value).SelectMany(number => Expand(
                pattern[..braces.Index] + number + pattern[(braces.Index + braces.Length)..]))
            : [pattern];
    }

    private static IEnumerable<string> Numbers(string text)
        => text.Split("..") is [var first, var last]
            ? Enumerable.Range(Number(first), Number(last) - Number(first) + 1).Select(static number => $"{number}")
            : text.Split(',');

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<numbers>[^}]*)\}")]
    private static partial Regex Braces();
}
