using MinMo.Models.Whisper;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Whisper;

/// <summary>What the Whisper kinds share: reading waves and features, and teacher forcing.</summary>
internal static class WhisperGolden
{
    private const float Int16Scale = 32_768;

    /// <summary>The inputs <c>name.0</c>, <c>name.1</c> … in order.</summary>
    public static IReadOnlyList<GoldenTensor> Items(GoldenCase golden, string name)
    {
        var items = new List<GoldenTensor>();
        while (golden.Inputs.TryGetValue($"{name}.{items.Count}", out var item))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Samples in −1 … 1, whether stored as float32 or int16.</summary>
    public static float[] Wave(GoldenTensor stored)
        => stored.IsInteger ? Array.ConvertAll(stored.Integers, sample => sample / Int16Scale) : stored.Floats;

    /// <summary>Features of unequal length in one batch, padded behind with zeros: [b, bands, t].</summary>
    public static (Tensor Features, int[] Frames) Batch(IReadOnlyList<GoldenTensor> items)
    {
        var frames = items.Select(item => (int)item.Shape[^1]).ToArray();
        var padded = items.Select(item => nn.functional.pad(item.ToTorch(), [0, frames.Max() - item.Shape[^1]]));
        return (stack([.. padded]), frames);
    }

    /// <summary>Ids of unequal number in one batch, padded behind with zeros: [b, l].</summary>
    public static (Tensor Tokens, int[] Counts) Tokens(IReadOnlyList<long[]> items)
    {
        var longest = items.Max(item => item.Length);
        var padded = items.Select(item => tensor([.. item, .. new long[longest - item.Length]]));
        return (stack([.. padded]), [.. items.Select(item => item.Length)]);
    }

    /// <summary>Logits [b, l, vocabulary] of given tokens in one call.</summary>
    public static Tensor TeacherForced(WhisperNetwork network, Tensor states, int[] rows, Tensor tokens, int[] counts)
    {
        using var cache = network.Decoder.Begin(states, rows);
        return network.Decoder.Logits(network.Decoder.Append(tokens, counts, cache));
    }

    /// <summary>The same number for every item of a batch.</summary>
    public static int[] Each(long items, long value) => [.. Enumerable.Repeat((int)value, (int)items)];
}
