using MinMo.Models.Checkpoints;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Sizes of a <see cref="HiftVocoder"/>. The defaults are those of CosyVoice2-0.5B.</summary>
public sealed record HiftConfiguration
{
    /// <summary>Mel bands that come in (<c>in_channels</c>).</summary>
    public int Bands { get; init; } = 80;

    /// <summary>Channels before the first upsampling; each halves them (<c>base_channels</c>).</summary>
    public int BaseWidth { get; init; } = 512;

    /// <summary>Sines of the source: the fundamental and its overtones (<c>nb_harmonics</c> + 1).</summary>
    public int Sines { get; init; } = 9;

    /// <summary>Samples per second.</summary>
    public int RateHz { get; init; } = 24_000;

    /// <summary>Amplitude of a sine (<c>nsf_alpha</c>).</summary>
    public double SineAmplitude { get; init; } = 0.1;

    /// <summary>Deviation of the noise on a voiced sample (<c>nsf_sigma</c>).</summary>
    public double NoiseDeviation { get; init; } = 0.003;

    /// <summary>A frame is voiced above this fundamental, in Hz (<c>nsf_voiced_threshold</c>).</summary>
    public double VoicedAboveHz { get; init; } = 10;

    /// <summary>Factor of each upsampling (<c>upsample_rates</c>).</summary>
    public IReadOnlyList<int> UpsampleRates { get; init; } = [8, 5, 3];

    /// <summary>Kernel of each upsampling (<c>upsample_kernel_sizes</c>).</summary>
    public IReadOnlyList<int> UpsampleKernels { get; init; } = [16, 11, 7];

    /// <summary>Samples of the spectrum's window, which is also the transform length (<c>n_fft</c>).</summary>
    public int WindowSamples { get; init; } = 16;

    /// <summary>Samples from one spectrum to the next (<c>hop_len</c>).</summary>
    public int HopSamples { get; init; } = 4;

    /// <summary>Kernels of the residual blocks behind each upsampling.</summary>
    public IReadOnlyList<int> ResidualKernels { get; init; } = [3, 7, 11];

    /// <summary>Dilations inside each of them.</summary>
    public IReadOnlyList<IReadOnlyList<int>> ResidualDilations { get; init; } = [[1, 3, 5], [1, 3, 5], [1, 3, 5]];

    /// <summary>Kernel of the residual block on the source at each upsampling.</summary>
    public IReadOnlyList<int> SourceKernels { get; init; } = [7, 7, 11];

    /// <summary>Dilations inside each of them.</summary>
    public IReadOnlyList<IReadOnlyList<int>> SourceDilations { get; init; } = [[1, 3, 5], [1, 3, 5], [1, 3, 5]];

    /// <summary>Slope of the leaky rectifier before each upsampling (<c>lrelu_slope</c>).</summary>
    public double Slope { get; init; } = 0.1;

    /// <summary>Samples are cut at this (<c>audio_limit</c>).</summary>
    public double Limit { get; init; } = 0.99;

    /// <summary>Channels of the predictor of the fundamental (<c>cond_channels</c>).</summary>
    public int PredictorWidth { get; init; } = 512;

    /// <summary>Samples that a mel frame becomes.</summary>
    public int FrameSamples => UpsampleRates.Aggregate(HopSamples, static (product, rate) => product * rate);

    /// <summary>The most bytes that an utterance remembers from one chunk to the next: frames, excitation and samples.</summary>
    public long BytesOfStream => sizeof(float) * StreamedVocoder.OverlapFrames * (Bands + (2L * FrameSamples));

    /// <summary>Bins of a spectrum.</summary>
    internal int Bins => (WindowSamples / 2) + 1;

    /// <summary>Reads <c>cosyvoice2.yaml</c>.</summary>
    /// <exception cref="CheckpointFormatException">An entry is missing.</exception>
    public static HiftConfiguration Read(YamlSettings yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return new HiftConfiguration
        {
            Bands = yaml.Integer("hift.in_channels"),
            BaseWidth = yaml.Integer("hift.base_channels"),
            Sines = yaml.Integer("hift.nb_harmonics") + 1,
            RateHz = yaml.Integer("hift.sampling_rate"),
            SineAmplitude = yaml.Number("hift.nsf_alpha"),
            NoiseDeviation = yaml.Number("hift.nsf_sigma"),
            VoicedAboveHz = yaml.Number("hift.nsf_voiced_threshold"),
            UpsampleRates = yaml.Integers("hift.upsample_rates"),
            UpsampleKernels = yaml.Integers("hift.upsample_kernel_sizes"),
            WindowSamples = yaml.Integer("hift.istft_params.n_fft"),
            HopSamples = yaml.Integer("hift.istft_params.hop_len"),
            ResidualKernels = yaml.Integers("hift.resblock_kernel_sizes"),
            ResidualDilations = yaml.IntegerLists("hift.resblock_dilation_sizes"),
            SourceKernels = yaml.Integers("hift.source_resblock_kernel_sizes"),
            SourceDilations = yaml.IntegerLists("hift.source_resblock_dilation_sizes"),
            Slope = yaml.Number("hift.lrelu_slope"),
            Limit = yaml.Number("hift.audio_limit"),
            PredictorWidth = yaml.Integer("hift.f0_predictor.cond_channels"),
        };
    }

    /// <summary>Channels behind an upsampling.</summary>
    internal int Width(int stage) => BaseWidth >> (stage + 1);

    /// <summary>How many spectra of the source become one position behind an upsampling.</summary>
    internal int SourceStride(int stage) => UpsampleRates.Skip(stage + 1).Aggregate(1, static (product, rate) => product * rate);
}
