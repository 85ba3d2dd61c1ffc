using System.Globalization;
using System.Numerics.Tensors;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.SenseVoice;

/// <summary>(x + shift) · scale for every value of a stacked row, from a file <c>am.mvn</c> of Kaldi's text form.</summary>
/// <remarks>The file has three bracketed lists; what counts stands behind <c>&lt;AddShift&gt;</c> and
/// <c>&lt;Rescale&gt;</c>.</remarks>
public sealed class FeatureNormalization
{
    private readonly float[] _shift;
    private readonly float[] _scale;

    private FeatureNormalization(float[] shift, float[] scale) => (_shift, _scale) = (shift, scale);

    /// <summary>What is added first.</summary>
    public ReadOnlySpan<float> Shift => _shift;

    /// <summary>What is multiplied by then.</summary>
    public ReadOnlySpan<float> Scale => _scale;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Values of a row.</param>
    /// <exception cref="CheckpointFormatException">A list is missing, has another length, or holds something else than
    /// numbers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FeatureNormalization Read(string path, int width)
    {
        string[] words = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new FeatureNormalization(ListBehind("<AddShift>", words, (path, width)), ListBehind("<Rescale>", words, (path, width)));
    }

    /// <summary>Normalises rows in place.</summary>
    /// <param name="rows"><c>[rows, width]</c>.</param>
    public void Apply(Span<float> rows)
    {
        for (var start = 0; start < rows.Length; start += _shift.Length)
        {
            var row = rows.Slice(start, _shift.Length);
            TensorPrimitives.AddMultiply(row, _shift, _scale, row);
        }
    }

    private static float[] ListBehind(string tag, string[] words, (string Path, int Width) file)
    {
        var start = Array.IndexOf(words, tag);
        var open = start < 0 ? -1 : Array.IndexOf(words, "[", start);
        var close = open < 0 ? -1 : Array.IndexOf(words, "]", open);
        if (close < 0 || close - open - 1 != file.Width)
        {
            throw new CheckpointFormatException(file.Path, 0, $"there is no list of {file.Width} numbers behind '{tag}'");
        }

        return [.. words[(open + 1)..close].Select(word =>
            float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
                ? number
                : throw new CheckpointFormatException(file.Path, 0, $"'{word}' behind '{tag}' is no number"))];
    }
}
