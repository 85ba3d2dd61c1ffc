using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Whisper;

/// <summary>Sizes of a Whisper checkpoint, from its <c>config.json</c>.</summary>
public sealed record WhisperConfiguration
{
    /// <summary>Width of the residual stream in encoder and decoder: <c>d_model</c>.</summary>
    public required int Width { get; init; }

    /// <summary>Layers, heads and inner width of the encoder.</summary>
    public required WhisperStackSizes Encoder { get; init; }

    /// <summary>Layers, heads and inner width of the decoder.</summary>
    public required WhisperStackSizes Decoder { get; init; }

    /// <summary>Mel bands of the features: 80, or 128 in large-v3.</summary>
    public required int MelBands { get; init; }

    /// <summary>Encoder rows of the full window, 20 ms each: 1500.</summary>
    public required int SourcePositions { get; init; }

    /// <summary>Most tokens of prompt and transcript together: 448.</summary>
    public required int TargetPositions { get; init; }

    /// <summary>Tokens, special ones and time stamps included.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Samples of the full window at 16 kHz: two frames of 160 samples a row.</summary>
    public int WindowSamples => SourcePositions * 2 * 160;

    /// <summary>Reads a folder in the Hugging Face layout.</summary>
    /// <exception cref="CheckpointFormatException">The file is missing a size, or names another activation.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static WhisperConfiguration Read(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var json = document.RootElement;
        int Size(string key) => json.TryGetProperty(key, out var value) && value.TryGetInt32(out var size) && size > 0
            ? size
            : throw new CheckpointFormatException(path, 0, $"'{key}' is missing or not a positive number");
        if (json.TryGetProperty("activation_function", out var activation) && activation.GetString() != "gelu")
        {
            throw new CheckpointFormatException(path, 0, $"the activation is '{activation}', Whisper has 'gelu'");
        }

        return new WhisperConfiguration
        {
            Width = Size("d_model"),
            Encoder = new WhisperStackSizes(
                Size("encoder_layers"), Size("encoder_attention_heads"), Size("encoder_ffn_dim")),
            Decoder = new WhisperStackSizes(
                Size("decoder_layers"), Size("decoder_attention_heads"), Size("decoder_ffn_dim")),
            MelBands = Size("num_mel_bins"),
            SourcePositions = Size("max_source_positions"),
            TargetPositions = Size("max_target_positions"),
            VocabularySize = Size("vocab_size"),
        };
    }
}
