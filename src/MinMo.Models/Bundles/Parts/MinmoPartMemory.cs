using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.Hearing;
using MinMo.Models.InputProjection;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.VoiceLanguage;

namespace MinMo.Models.Bundles;

/// <summary>Reckons the parts of the family <c>minmo</c> besides its language model.</summary>
internal static class MinmoPartMemory
{
    private const string VoiceTransformer = "llm.";

    /// <summary>Reckons a part.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="folder">As <see cref="ModuleFolder"/> has written it.</param>
    /// <param name="lanes">What the engine reserves.</param>
    public static PartMemory Of(BundlePartKind kind, string folder, LaneSettings lanes)
    {
        using var checkpoint = ModuleFolder.Open(folder);
        var tensors = checkpoint.Tensors.Values;
        var rounded = tensors.Where(tensor => lanes.Precision == WeightPrecision.Int8 && IsRounded(kind, tensor)).Sum(static tensor => tensor.ElementCount);
        var parameters = tensors.Sum(static tensor => tensor.ElementCount);
        var bytes = (rounded * PartMemory.EightBit) + ((parameters - rounded) * sizeof(float));
        return new PartMemory(parameters, (long)bytes, BytesPerCall(kind, folder, lanes));
    }

    // What runs row by row is a graph whose matrices may be in 8 bit; the rest is TorchSharp's.
    private static bool IsRounded(BundlePartKind kind, TensorEntry tensor) => tensor.Shape.Length > 1 && kind switch
    {
        BundlePartKind.SpeechEncoder or BundlePartKind.InputProjector => true,
        BundlePartKind.VoiceLanguageModel => tensor.Name.StartsWith(VoiceTransformer, StringComparison.Ordinal),
        _ => false,
    };

    private static long BytesPerCall(BundlePartKind kind, string folder, LaneSettings lanes) => kind switch
    {
        BundlePartKind.SpeechEncoder
            => HearingSizes.StackOf(ModuleFolder.Configuration<SpeechEncoderConfiguration>(folder)).BytesOfLane,
        BundlePartKind.InputProjector
            => HearingSizes.StackOf(ModuleFolder.Configuration<InputProjectorConfiguration>(folder)).BytesOfLane,
        BundlePartKind.DuplexPredictor
            => DuplexGraph.StackOf(ModuleFolder.Configuration<DuplexConfiguration>(folder)).BytesOfLane,
        BundlePartKind.VoiceLanguageModel
            => ModuleFolder.Configuration<VoiceLanguageConfiguration>(folder).Decoder.CacheElementsPerPosition
                * lanes.VoiceLength * sizeof(float),
        _ => 0,
    };
}
