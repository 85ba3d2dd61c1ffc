using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.MelSpeech;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.FlowMatching;

/// <summary>Speech tokens to mel frames: the prior's regression, then flow matching from noise by Euler steps with
/// classifier-free guidance. Exact in streams: noise belongs to a frame's number, and every step of the solver remembers
/// its own convolutions.</summary>
public sealed class MelDecoder : nn.Module
{
    private const int NoiseFrames = 15_000;

    [ComponentName(Name = "encoder")]
    private readonly MelPrior _prior;

    [ComponentName(Name = "decoder")]
    private readonly FlowEstimator _estimator;

    private readonly FlowConfiguration _flow;
    private readonly Tensor _noise;

    /// <summary>Makes a decoder with random weights, drawn from torch's generator.</summary>
    public MelDecoder(MelDecoderConfiguration configuration)
        : base(nameof(MelDecoder))
    {
        (Configuration, _flow) = (configuration, configuration.Flow);
        _prior = new MelPrior(configuration.Prior);
        _estimator = new FlowEstimator(configuration.Flow);
        using var generator = new Generator((ulong)_flow.NoiseSeed);
        using var scope = NewDisposeScope();
        _noise = (randn([_flow.Mel.Bands, NoiseFrames], generator: generator) * _flow.Temperature).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public MelDecoderConfiguration Configuration { get; }

    /// <summary>The regression.</summary>
    public MelPrior Prior => _prior;

    /// <summary>The velocity of flow matching.</summary>
    public FlowEstimator Estimator => _estimator;

    /// <summary>Reads a decoder that <see cref="ModuleFolder"/> has written.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="solver">How to solve instead of as the folder says; its sizes must be those of the folder.</param>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static MelDecoder Load(string folder, Func<FlowConfiguration, FlowConfiguration>? solver = null)
    {
        var configuration = ModuleFolder.Configuration<MelDecoderConfiguration>(folder);
        var flow = solver is null ? configuration.Flow : solver(configuration.Flow);
        var decoder = new MelDecoder(configuration with { Flow = flow });
        ModuleFolder.Load(decoder, folder);
        decoder.eval();
        return decoder;
    }

    /// <summary>Makes the frames of whole utterances.</summary>
    /// <param name="digits">Of tokens, <c>[b, t, dimensions]</c>; zeros behind the end of a shorter item.</param>
    /// <returns>Normalised frames, <c>[b, bands, frames per token * t]</c>.</returns>
    public Tensor Whole(Tensor digits)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var mu = _prior.call(digits, ConvolutionContext.Whole);
        var noise = Noise(0, mu.shape[2]).unsqueeze(0).expand(mu.shape[0], -1, -1);
        return Solve(noise, mu, static _ => ConvolutionContext.Whole).MoveToOuterDisposeScope();
    }

    /// <summary>Makes the next frames of several streams.</summary>
    /// <param name="tokens">New speech tokens, int64, <c>[b, t]</c>; row i belongs to stream i, padded behind its own tokens
    /// with any token.</param>
    /// <param name="chunks">What each stream brings. States change only when all has gone well.</param>
    /// <returns>Normalised frames, <c>[b, bands, m]</c>, and how many of them each stream gets: fewer than its tokens
    /// stand for at the start, where the look-ahead has not come, and more at the end.</returns>
    public (Tensor Mel, IReadOnlyList<int> Frames) Step(Tensor tokens, IReadOnlyList<MelDecoderChunk> chunks)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var passes = new List<StreamedConvolution>
        {
            new([.. chunks.Select(static chunk => new StreamChunk(chunk.State.Prior, chunk.Tokens, chunk.Last))]),
        };
        var mu = _prior.call(Configuration.Prior.Quantizer.Digits(tokens), passes[0]);         // [b, bands, m]
        var frames = passes[0].Lengths;
        var noise = stack([.. chunks.Select(chunk => Noise(chunk.State.Frames, mu.shape[2]))]); // [b, bands, m]
        var mel = Solve(noise, mu, Pass);
        passes.ForEach(static pass => pass.Commit());
        for (var i = 0; i < chunks.Count; i++)
        {
            chunks[i].State.Advance(frames[i]);
        }

        return (mel.MoveToOuterDisposeScope(), frames);

        StreamedConvolution Pass(int step)
        {
            IEnumerable<StreamChunk> Rows(bool guided) => chunks.Select(
                (chunk, i) => new StreamChunk(chunk.State.Estimator(step, guided), frames[i], chunk.Last));
            passes.Add(new StreamedConvolution([.. Rows(true), .. _flow.Guidance == 0 ? [] : Rows(false)]));
            return passes[^1];
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _noise.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Euler steps at cosine times; guided and unguided rows run as one batch.</summary>
    private Tensor Solve(Tensor noise, Tensor mu, Func<int, ConvolutionContext> context)
    {
        if (_flow.Steps == 0)
        {
            return mu;
        }

        var (x, rows, guided) = (noise, mu.shape[0], _flow.Guidance != 0);
        var condition = guided ? cat([mu, zeros_like(mu)]) : mu;                      // [b or 2 b, bands, t]
        for (var step = 0; step < _flow.Steps; step++)
        {
            var (from, to) = (TimeOf(step), TimeOf(step + 1));
            var time = full(condition.shape[0], from);
            var velocity = _estimator.Velocity(guided ? cat([x, x]) : x, condition, time, context(step));
            if (guided)
            {
                velocity = ((1 + _flow.Guidance) * velocity.narrow(0, 0, rows))
                    - (_flow.Guidance * velocity.narrow(0, rows, rows));
            }

            x = x + ((to - from) * velocity);
        }

        return x;
    }

    private double TimeOf(int step) => 1 - Math.Cos(step * Math.PI / (2 * _flow.Steps));

    /// <summary>Noise of frames, <c>[bands, count]</c>; it repeats after five minutes.</summary>
    private Tensor Noise(long first, long count)
        => _noise.index_select(1, (arange(count, ScalarType.Int64) + first).remainder(NoiseFrames));
}
