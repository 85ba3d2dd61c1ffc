using System.Text.Json;
using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Makes the executor that a golden of a decoder is run on.</summary>
internal abstract class GoldenDecoder
{
    /// <summary>The reference: TorchSharp in the golden's type.</summary>
    public static GoldenDecoder Torch { get; } = new TorchGoldenDecoder();

    /// <summary>An executor over the checkpoint; the caller disposes what comes back.</summary>
    /// <param name="checkpoint">Weights and sizes.</param>
    /// <param name="golden">For the type to run in.</param>
    /// <param name="lanes">Rows of the golden.</param>
    /// <param name="length">Longest lane, in positions.</param>
    public abstract IDecoderExecutor Open(DecoderCheckpoint checkpoint, GoldenCase golden, int lanes, int length);

    /// <summary>The checkpoint of a golden: its folder, or the file in it that the golden names.</summary>
    public static DecoderCheckpoint OpenCheckpoint(GoldenCase golden)
        => DecoderCheckpoint.Open(golden.Parameters.TryGetProperty("file", out var file)
            ? Path.Combine(golden.RequireCheckpoint(), file.GetString()!)
            : golden.RequireCheckpoint());

    /// <summary>The type that the golden's model runs in.</summary>
    public static ScalarType TypeOf(JsonElement parameters)
        => parameters.TryGetProperty("dtype", out var type) && type.GetString() == "bfloat16"
            ? ScalarType.BFloat16
            : ScalarType.Float32;

    private sealed class TorchGoldenDecoder : GoldenDecoder
    {
        public override IDecoderExecutor Open(DecoderCheckpoint checkpoint, GoldenCase golden, int lanes, int length)
            => new TorchDecoder(
                DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration, TypeOf(golden.Parameters)), lanes, length);
    }
}
