using MinMo.Models.Checkpoints;
using static TorchSharp.torch;

namespace MinMo.Models.Whisper;

/// <summary>Encoder and decoder of one checkpoint in TorchSharp, float32: the reference that every faster executor
/// must agree with. Not for concurrent use.</summary>
internal sealed class WhisperNetwork : IDisposable
{
    private WhisperNetwork(WhisperConfiguration configuration)
    {
        Configuration = configuration;
        Encoder = new WhisperEncoder(configuration);
        Decoder = new WhisperDecoder(configuration);
    }

    public WhisperConfiguration Configuration { get; }

    public WhisperEncoder Encoder { get; }

    public WhisperDecoder Decoder { get; }

    /// <exception cref="CheckpointFormatException">A tensor is missing or has another shape.</exception>
    public static WhisperNetwork Open(string folder)
    {
        var network = new WhisperNetwork(WhisperConfiguration.Read(folder));
        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.Open(folder);
        WhisperWeights.Load(network.Encoder, checkpoint, "model.encoder.");
        WhisperWeights.Load(network.Decoder, checkpoint, "model.decoder.");
        return network;
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }
}
