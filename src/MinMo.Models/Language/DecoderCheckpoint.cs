using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Language;

/// <summary>The weights of a decoder under Hugging Face's names, and its sizes, whatever file they come from.</summary>
public sealed class DecoderCheckpoint : IDisposable
{
    private DecoderCheckpoint(ICheckpoint weights, DecoderConfiguration configuration)
        => (Weights, Configuration) = (weights, configuration);

    /// <summary>Tensors with the names and the row order of Hugging Face.</summary>
    public ICheckpoint Weights { get; }

    /// <summary>Sizes.</summary>
    public DecoderConfiguration Configuration { get; }

    /// <summary>Opens a folder with <c>config.json</c> and safetensors, or a <c>.gguf</c> file.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed, or the model is of a kind that is not supported.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DecoderCheckpoint Open(string folderOrFile)
    {
        if (folderOrFile.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        {
            var file = GgufDecoderCheckpoint.Open(folderOrFile);
            return new DecoderCheckpoint(file, Describe(file));
        }

        var configuration = DecoderConfigurationFile.Read(folderOrFile);
        return new DecoderCheckpoint(Checkpoint.Open(folderOrFile), configuration);
    }

    /// <summary>The configuration of a decoder in a GGUF file.</summary>
    /// <exception cref="CheckpointFormatException">The rotary scaling is not supported.</exception>
    public static DecoderConfiguration Describe(GgufDecoderCheckpoint file)
    {
        var stated = file.Parameters;
        return new DecoderConfiguration
        {
            HiddenSize = stated.Width,
            LayerCount = stated.Layers,
            HeadCount = stated.Heads,
            KeyValueHeadCount = stated.KeyHeads,
            HeadSize = stated.HeadSize,
            FeedForwardSize = stated.FeedForward,
            VocabularySize = stated.Vocabulary,
            NormEpsilon = stated.NormEpsilon,
            Rotary = new RotaryConfiguration(stated.RopeTheta, ScalingOf(file)),
            TiedEmbeddings = stated.IsTied,
            QueryKeyValueBias = stated.HasAttentionBias,
            ContextLength = stated.ContextLength ?? 0,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Weights.Dispose();

    private static RotaryScaling? ScalingOf(GgufDecoderCheckpoint file)
    {
        var scaling = file.Parameters.RopeScaling;
        if (file.Parameters.HasRopeFactors)
        {
            return scaling is null
                ? new RotaryScaling.Divided([.. file.ReadFloat32("rope_freqs.weight")])
                : throw new CheckpointFormatException(
                    file.Location, 0, "rotary scaling and factors for the frequencies exclude each other");
        }

        return scaling switch
        {
            null => null,
            { Type: "linear" } => new RotaryScaling.Linear(scaling.Factor),
            { Type: "yarn", OriginalContextLength: { } length } => new RotaryScaling.Yarn(scaling.Factor, length),
            _ => throw new CheckpointFormatException(
                file.Location, 0, $"rotary scaling '{scaling.Type}' without its original context length"),
        };
    }
}
