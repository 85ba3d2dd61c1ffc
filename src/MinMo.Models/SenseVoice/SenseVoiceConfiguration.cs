using MinMo.Audio.Spectra;
using MinMo.Models.Checkpoints;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.SenseVoice;

/// <summary>Sizes of a SenseVoiceSmall, from its <c>config.yaml</c>. The defaults are those of the published one.</summary>
public sealed record SenseVoiceConfiguration
{
    /// <summary>Name of the file.</summary>
    public const string File = "config.yaml";

    /// <summary>Rows of the table of queries: languages, emotion, event, text normalisation.</summary>
    public const int QueryCount = 16;

    /// <summary>Width of the rows inside, d.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Attention heads.</summary>
    public int HeadCount { get; init; } = 4;

    /// <summary>Inner width of the feed-forward parts.</summary>
    public int FeedForwardSize { get; init; } = 2048;

    /// <summary>Layers before the first norm; the first of them widens the rows.</summary>
    public int LayerCount { get; init; } = 50;

    /// <summary>Layers between the two norms.</summary>
    public int LaterLayerCount { get; init; } = 20;

    /// <summary>Rows under the memory filters.</summary>
    public int MemoryKernel { get; init; } = 11;

    /// <summary>How many rows the memory filters are moved into the past.</summary>
    public int MemoryShift { get; init; }

    /// <summary>The filter bank.</summary>
    public FilterBankSettings FilterBank { get; init; } = new();

    /// <summary>Frames side by side in one row.</summary>
    public int StackedFrames { get; init; } = 7;

    /// <summary>Frames from one row to the next.</summary>
    public int FrameStep { get; init; } = 6;

    /// <summary>Pieces that can be emitted.</summary>
    public int VocabularySize { get; init; } = 25_055;

    /// <summary>Width of an input row.</summary>
    public int RowWidth => FilterBank.Bands * StackedFrames;

    /// <summary>Time from one row to the next; 60 ms in the published model.</summary>
    public TimeSpan RowDuration
        => TimeSpan.FromSeconds((double)FilterBank.HopSamples * FrameStep / FilterBank.RateHz);

    /// <summary>How frames become rows.</summary>
    public FrameStacking Stacking => new(FilterBank.Bands, StackedFrames, FrameStep);

    /// <summary>Sizes of the first layer, which widens the rows.</summary>
    public SanmLayerSizes FirstLayer => Layer with { Inputs = RowWidth };

    /// <summary>Sizes of all other layers.</summary>
    public SanmLayerSizes Layer => new(Width, Width, HeadCount, FeedForwardSize, MemoryKernel, MemoryShift);

    /// <summary>Reads a folder in FunASR's layout.</summary>
    /// <param name="folder">Holds <see cref="File"/>.</param>
    /// <param name="vocabularySize">Pieces of its tokenizer: the file does not tell.</param>
    /// <exception cref="CheckpointFormatException">The file is missing or lacks a size, or the model is of another kind.</exception>
    public static SenseVoiceConfiguration Read(string folder, int vocabularySize)
    {
        var path = Path.Combine(folder, File);
        var settings = YamlSettings.Read(path);
        CheckKind(settings, path);
        int Size(string entry, int smallest = 1) => settings.Integer(entry) is var size && size >= smallest && size <= 1 << 20
            ? size
            : throw new CheckpointFormatException(path, 0, $"'{entry}' is not between {smallest} and {1 << 20}");
        var configuration = new SenseVoiceConfiguration
        {
            Width = Size("encoder_conf.output_size"),
            HeadCount = Size("encoder_conf.attention_heads"),
            FeedForwardSize = Size("encoder_conf.linear_units"),
            LayerCount = Size("encoder_conf.num_blocks"),
            LaterLayerCount = Size("encoder_conf.tp_blocks", smallest: 0),
            MemoryKernel = Size("encoder_conf.kernel_size"),
            MemoryShift = Size("encoder_conf.sanm_shfit", smallest: 0), // spelt so in the file
            FilterBank = FilterBankOf(Size),
            StackedFrames = Size("frontend_conf.lfr_m"),
            FrameStep = Size("frontend_conf.lfr_n"),
            VocabularySize = vocabularySize,
        };
        return configuration.Width % configuration.HeadCount == 0 && configuration.Layer.MemoryRight >= 0
            ? configuration
            : throw new CheckpointFormatException(path, 0, "heads do not divide the width, or the filter does not reach its own row");
    }

    private static FilterBankSettings FilterBankOf(Func<string, int, int> size)
    {
        var rate = size("frontend_conf.fs", 1);
        return new FilterBankSettings(
            size("frontend_conf.n_mels", 1),
            (int)((long)rate * size("frontend_conf.frame_length", 1) / 1000),
            (int)((long)rate * size("frontend_conf.frame_shift", 1) / 1000),
            rate);
    }

    private static void CheckKind(YamlSettings settings, string path)
    {
        foreach (var (entry, expected) in (ReadOnlySpan<(string, string)>)
            [("model", "SenseVoiceSmall"), ("encoder", "SenseVoiceEncoderSmall"), ("frontend_conf.window", "hamming")])
        {
            if (settings.Text(entry) is var stated && stated != expected)
            {
                throw new CheckpointFormatException(path, 0, $"'{entry}' is '{stated}', a SenseVoiceSmall has '{expected}'");
            }
        }
    }
}
