using System.Globalization;
using MinMo.Models.Checkpoints;
using MinMo.Models.MelSpeech;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Sizes of a <see cref="TokenFlow"/> and how it is solved. The defaults are those of CosyVoice2-0.5B.</summary>
public sealed record TokenFlowConfiguration
{
    /// <summary>Samples per second of the audio that the frames stand for.</summary>
    public int RateHz { get; init; } = 24_000;

    /// <summary>Speech tokens per second.</summary>
    public int TokensPerSecond { get; init; } = 25;

    /// <summary>Mel frames per token.</summary>
    public int FramesPerToken { get; init; } = 2;

    /// <summary>Tokens of a mask chunk.</summary>
    public int ChunkTokens { get; init; } = 25;

    /// <summary>Width of a token's embedding.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Mel bands.</summary>
    public int Bands { get; init; } = 80;

    /// <summary>Width of a speaker vector.</summary>
    public int SpeakerWidth { get; init; } = 192;

    /// <summary>Speech tokens that have an embedding.</summary>
    public int Vocabulary { get; init; } = 6561;

    /// <summary>The token encoder.</summary>
    public ConformerConfiguration Encoder { get; init; } = new();

    /// <summary>The velocity.</summary>
    public EstimatorConfiguration Estimator { get; init; } = new();

    /// <summary>How times are spaced; only <c>cosine</c> is known.</summary>
    public string Schedule { get; init; } = "cosine";

    /// <summary>Strength of classifier-free guidance (<c>inference_cfg_rate</c>).</summary>
    public double Guidance { get; init; } = 0.7;

    /// <summary>Euler steps from noise to frames; a constant of the public code.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>The frames of a prompt's audio: Matcha's mel (arXiv 2309.03199) up to 8 kHz, not normalised. They are also on
    /// the scale of the frames that the flow makes.</summary>
    public MelConfiguration PromptMel
    {
        get
        {
            var hop = RateHz / (TokensPerSecond * FramesPerToken);
            return new MelConfiguration
            {
                RateHz = RateHz,
                WindowSamples = 4 * hop,
                HopSamples = hop,
                Bands = Bands,
                HighestHz = 8000,
                Mean = 0,
                Deviation = 1,
            };
        }
    }

    /// <summary>Mask chunks before its own that a frame sees, in a stream. Negative: all, as the reference has it, so that
    /// memory grows with the utterance (at the released sizes 4.6 MB per frame). A bound keeps memory and cost of a chunk
    /// constant and departs from the reference's numbers.</summary>
    public int LeftChunks { get; init; } = -1;

    /// <summary>Bytes of float32 keys and values that a stream remembers for each mel frame.</summary>
    public long BytesPerFrame
    {
        get
        {
            var layers = Estimator.BlocksPerStage * (Estimator.MiddleStages + 2L);
            var estimator = 2 * Steps * layers * Estimator.Heads * Estimator.HeadSize; // with conditions and without
            var encoder = Encoder.Width * (Encoder.UpBlockCount + (Encoder.BlockCount / (double)FramesPerToken));
            return (long)(2 * sizeof(float) * (estimator + encoder));
        }
    }

    /// <summary>The most bytes that a stream remembers; null where <see cref="LeftChunks"/> sets no bound.</summary>
    public long? BytesOfStream
        => LeftChunks < 0 ? null : ((LeftChunks + 1L) * Estimator.ChunkFrames * BytesPerFrame) + BytesOfConvolutions;

    /// <summary>What a token sees in a stream.</summary>
    internal ChunkMask TokenMask => new(Encoder.ChunkTokens, LeftChunks);

    /// <summary>What a frame sees in a stream.</summary>
    internal ChunkMask FrameMask => new(Estimator.ChunkFrames, LeftChunks < 0 ? Estimator.LeftChunks : LeftChunks);

    // Each convolution remembers the inputs that it will see again, kernel - 1 of them.
    private long BytesOfConvolutions
    {
        get
        {
            const int Past = 2;
            var encoder = (Past + (2L * FramesPerToken)) * Encoder.Width;                     // look-ahead, upsampling
            var down = Estimator.Inputs + (2L * Estimator.Width);                             // two blocks, a convolution
            var middle = 2L * Estimator.MiddleStages * Estimator.Width;
            var up = (2L * Estimator.Width) + (2L * Estimator.Width);                         // on both halves of the U
            var estimator = Past * (down + middle + up + Estimator.Width);                    // and the last block
            return sizeof(float) * (encoder + (2L * Steps * estimator));
        }
    }

    /// <summary>Reads <c>cosyvoice2.yaml</c>, and from the weights what the YAML does not say.</summary>
    /// <exception cref="CheckpointFormatException">An entry is missing, or the flow is of another kind.</exception>
    public static TokenFlowConfiguration Read(YamlSettings yaml, ICheckpoint weights)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(weights);
        var configuration = new TokenFlowConfiguration
        {
            RateHz = yaml.Integer("sample_rate"),
            TokensPerSecond = yaml.Integer("token_frame_rate"),
            FramesPerToken = yaml.Integer("flow.token_mel_ratio"),
            ChunkTokens = yaml.Integer("chunk_size"),
            Width = yaml.Integer("flow.input_size"),
            Bands = yaml.Integer("flow.output_size"),
            SpeakerWidth = yaml.Integer("flow.spk_embed_dim"),
            Vocabulary = yaml.Integer("flow.vocab_size"),
            Schedule = yaml.Text("flow.decoder.cfm_params.content.t_scheduler"),
            Guidance = yaml.Number("flow.decoder.cfm_params.content.inference_cfg_rate"),
            Encoder = ReadEncoder(yaml, weights),
            Estimator = ReadEstimator(yaml, weights),
        };
        return configuration.Schedule == "cosine"
            ? configuration
            : throw new CheckpointFormatException(
                weights.Location, 0, $"the solver's times are '{configuration.Schedule}', only 'cosine' is known");
    }

    private static ConformerConfiguration ReadEncoder(YamlSettings yaml, ICheckpoint weights) => new()
    {
        Width = yaml.Integer("flow.encoder.output_size"),
        Heads = yaml.Integer("flow.encoder.attention_heads"),
        HiddenWidth = yaml.Integer("flow.encoder.linear_units"),
        BlockCount = yaml.Integer("flow.encoder.num_blocks"),
        UpBlockCount = Count(weights, "encoder.up_encoders."),
        LookAhead = yaml.Integer("flow.pre_lookahead_len"),
        FramesPerToken = yaml.Integer("flow.token_mel_ratio"),
        ChunkTokens = yaml.Integer("flow.encoder.static_chunk_size"),
    };

    private static EstimatorConfiguration ReadEstimator(YamlSettings yaml, ICheckpoint weights)
    {
        const string Section = "flow.decoder.estimator.";
        return new()
        {
            Inputs = yaml.Integer($"{Section}in_channels"),
            Bands = yaml.Integer($"{Section}out_channels"),
            Width = yaml.Integers($"{Section}channels") is [var width]
                ? width
                : throw new CheckpointFormatException(
                    weights.Location, 0, "the estimator has several levels; only one is known"),
            HeadSize = yaml.Integer($"{Section}attention_head_dim"),
            Heads = yaml.Integer($"{Section}num_heads"),
            BlocksPerStage = yaml.Integer($"{Section}n_blocks"),
            MiddleStages = yaml.Integer($"{Section}num_mid_blocks"),
            ChunkFrames = yaml.Integer($"{Section}static_chunk_size"),
            LeftChunks = yaml.Integer($"{Section}num_decoding_left_chunks"),
        };
    }

    /// <summary>How many numbered modules there are: one more than the highest number behind the prefix.</summary>
    private static int Count(ICheckpoint weights, string prefix)
        => weights.Tensors.Keys
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..].Split('.')[0])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number + 1 : 0)
            .DefaultIfEmpty(0)
            .Max();
}
