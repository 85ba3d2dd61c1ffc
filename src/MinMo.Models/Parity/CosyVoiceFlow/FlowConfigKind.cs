using MinMo.Models.CosyVoice.Flow;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>What the loader finds in the YAML and the weights.</summary>
internal sealed class FlowConfigKind : IGoldenKind
{
    public string Name => "cosyvoice2-flow.config";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var configuration = golden.Flow().Configuration;
        outputs.AddJson("sample_rate", configuration.RateHz);
        outputs.AddJson("token_frame_rate", configuration.TokensPerSecond);
        outputs.AddJson("token_mel_ratio", configuration.FramesPerToken);
        outputs.AddJson("chunk_size", configuration.ChunkTokens);
        outputs.AddJson("flow", new
        {
            input_size = configuration.Width,
            output_size = configuration.Bands,
            spk_embed_dim = configuration.SpeakerWidth,
            vocab_size = configuration.Vocabulary,
            pre_lookahead_len = configuration.Encoder.LookAhead,
        });
        outputs.AddJson("encoder", Encoder(configuration.Encoder));
        outputs.AddJson("cfm", new { t_scheduler = configuration.Schedule, inference_cfg_rate = configuration.Guidance });
        outputs.AddJson("estimator", Estimator(configuration.Estimator));
    }

    private static object Encoder(ConformerConfiguration encoder) => new
    {
        output_size = encoder.Width,
        attention_heads = encoder.Heads,
        linear_units = encoder.HiddenWidth,
        num_blocks = encoder.BlockCount,
        num_up_blocks = encoder.UpBlockCount,
        static_chunk_size = encoder.ChunkTokens,
    };

    private static object Estimator(EstimatorConfiguration estimator) => new
    {
        in_channels = estimator.Inputs,
        out_channels = estimator.Bands,
        channels = new[] { estimator.Width },
        attention_head_dim = estimator.HeadSize,
        num_heads = estimator.Heads,
        n_blocks = estimator.BlocksPerStage,
        num_mid_blocks = estimator.MiddleStages,
        static_chunk_size = estimator.ChunkFrames,
        num_decoding_left_chunks = estimator.LeftChunks,
    };
}
