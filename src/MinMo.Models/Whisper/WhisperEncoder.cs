using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinMo.Models.Whisper;

/// <summary>Whisper's encoder: log-mel features at 100 Hz to states at 50 Hz. Any window up to the full one.</summary>
/// <remarks>
/// Radford et al. 2022 (arXiv 2212.04356), section 2.2. Items of a batch may have windows of unequal length; each gives
/// what it gives alone. Not for concurrent use.
/// </remarks>
internal sealed class WhisperEncoder : Module
{
    [ComponentName(Name = "conv1")] private readonly Conv1d _first;
    [ComponentName(Name = "conv2")] private readonly Conv1d _second;
    [ComponentName(Name = "embed_positions")] private readonly Embedding _positions;
    [ComponentName(Name = "layers")] private readonly ModuleList<WhisperEncoderLayer> _layers;
    [ComponentName(Name = "layer_norm")] private readonly LayerNorm _norm;

    public WhisperEncoder(WhisperConfiguration sizes)
        : base(nameof(WhisperEncoder))
    {
        _first = Conv1d(sizes.MelBands, sizes.Width, kernel_size: 3, padding: 1);
        _second = Conv1d(sizes.Width, sizes.Width, kernel_size: 3, stride: 2, padding: 1);
        _positions = Embedding(sizes.SourcePositions, sizes.Width);
        _layers = ModuleList(
            [.. Enumerable.Range(0, sizes.Encoder.Layers).Select(_ => new WhisperEncoderLayer(sizes))]);
        _norm = LayerNorm(sizes.Width);
        RegisterComponents();
    }

    /// <summary>Rows that a window of so many frames gives.</summary>
    public static int RowsOf(int frames) => (frames + 1) / 2;

    /// <param name="features">[b, bands, t], items behind their own frames padded with anything.</param>
    /// <param name="frames">Frames of each item, at most t.</param>
    /// <returns>[b, rows of t, d]; rows past an item's own hold nothing of use. Owned by the caller.</returns>
    public Tensor Encode(Tensor features, IReadOnlyList<int> frames)
    {
        using var scope = NewDisposeScope();
        var length = (int)features.shape[2];
        var equal = frames.All(count => count == length);
        var inside = equal ? null : Inside(frames, length).unsqueeze(1); // [b, 1, t]
        var x = functional.gelu(_first.call(Cleared(features, inside))); // [b, d, t]

        // Zero padding becomes gelu(bias) ≠ 0 in the first convolution; the second must see zeros behind an item's end.
        x = functional.gelu(_second.call(Cleared(x, inside))); // [b, d, s]
        x = x.transpose(1, 2) + _positions.weight!.narrow(0, 0, RowsOf(length)); // [b, s, d]

        var rows = frames.Select(RowsOf).ToArray();
        var mask = equal ? null : Inside(rows, RowsOf(length)).unsqueeze(1).unsqueeze(1); // [b, 1, 1, s]
        foreach (var layer in _layers)
        {
            x = layer.call(x, mask); // [b, s, d]
        }

        return _norm.call(x).MoveToOuterDisposeScope(); // [b, s, d]
    }

    /// <summary>True at the places of each row below its count: [b, length].</summary>
    internal static Tensor Inside(IReadOnlyList<int> counts, int length)
    {
        var limits = tensor(counts.Select(count => (long)count).ToArray()).unsqueeze(1); // [b, 1]
        return arange(length).unsqueeze(0) < limits; // [b, length]
    }

    private static Tensor Cleared(Tensor x, Tensor? inside)
        => inside is null ? x : where(inside, x, zeros_like(x));
}
