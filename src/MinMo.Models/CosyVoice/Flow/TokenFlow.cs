using MinMo.Models.Checkpoints;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Speech tokens to mel frames in the voice of a prompt: the token encoder, then flow matching from fixed noise.
/// </summary>
/// <remarks><c>CausalMaskedDiffWithXvec</c> of CosyVoice 2 (arXiv 2412.10117, section 2.4). Streams are exact: with chunk
/// masks a frame depends on nothing behind its mask chunk and the tokens that chunk looks ahead to, so what the reference
/// computes anew for each chunk from the first token on is remembered here, at every step of the solver.</remarks>
public sealed class TokenFlow : nn.Module
{
    /// <summary>Name of the weights in a CosyVoice 2 folder.</summary>
    public const string WeightsFile = "flow.pt";

    private const double SmallestNorm = 1e-12;

    private readonly EulerSolver _solver;
    private readonly Tensor _noise;

    [ComponentName(Name = "input_embedding")]
    private readonly Embedding _embedding;

    [ComponentName(Name = "spk_embed_affine_layer")]
    private readonly Linear _speaker;

    [ComponentName(Name = "encoder")]
    private readonly UpsampleConformer _encoder;

    [ComponentName(Name = "encoder_proj")]
    private readonly Linear _project;

    [ComponentName(Name = "decoder")]
    private readonly FlowDecoder _decoder;

    /// <summary>Makes a flow with random weights, drawn from torch's generator.</summary>
    public TokenFlow(TokenFlowConfiguration configuration)
        : base(nameof(TokenFlow))
    {
        Configuration = configuration;
        _embedding = nn.Embedding(configuration.Vocabulary, configuration.Width);
        _speaker = nn.Linear(configuration.SpeakerWidth, configuration.Bands);
        _encoder = new UpsampleConformer(configuration.Encoder);
        _project = nn.Linear(configuration.Encoder.Width, configuration.Bands);
        _decoder = new FlowDecoder(configuration.Estimator);
        _noise = FlowNoise.Draw(0, configuration.Bands, FlowNoise.ReleasedFrames).DetachFromDisposeScope();
        RegisterComponents();
        _solver = new EulerSolver(_decoder.Estimator, configuration.Steps, configuration.Guidance);
    }

    /// <summary>Sizes.</summary>
    public TokenFlowConfiguration Configuration { get; }

    /// <summary>The token encoder.</summary>
    public UpsampleConformer Encoder => _encoder;

    /// <summary>The velocity.</summary>
    public CausalEstimator Estimator => _decoder.Estimator;

    /// <summary>Reads a CosyVoice 2 folder: <c>cosyvoice2.yaml</c> and <see cref="WeightsFile"/>.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="change">What to do otherwise than the YAML says; sizes must stay.</param>
    /// <exception cref="CheckpointFormatException">A file is missing or malformed, or weights do not fit the sizes.</exception>
    public static TokenFlow Load(string folder, Func<TokenFlowConfiguration, TokenFlowConfiguration>? change = null)
    {
        using var weights = CosyVoiceFiles.OpenWeights(folder, WeightsFile);
        var settings = YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings));
        var configuration = TokenFlowConfiguration.Read(settings, weights);
        return From(weights, change is null ? configuration : change(configuration));
    }

    /// <summary>Takes weights with the public names.</summary>
    /// <exception cref="CheckpointFormatException">One is missing, has another shape, or has no place.</exception>
    public static TokenFlow From(ICheckpoint weights, TokenFlowConfiguration configuration)
    {
        var flow = new TokenFlow(configuration);
        PublicWeights.Fill(flow, weights);
        flow.eval();
        return flow;
    }

    /// <summary>Projects speaker vectors.</summary>
    /// <param name="vectors">Of any length, <c>[b, speaker width]</c>.</param>
    /// <returns><c>[b, bands]</c>.</returns>
    public Tensor Speaker(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var norm = vectors.norm(1, keepdim: true, p: 2).clamp_min(SmallestNorm); // [b, 1]
        return _speaker.call(vectors / norm).MoveToOuterDisposeScope();
    }

    /// <summary>Makes the frames of one utterance at once.</summary>
    /// <param name="prompt">Whose voice.</param>
    /// <param name="tokens">Speech tokens behind the prompt's; negative ones count as 0.</param>
    /// <param name="chunked">Whether frames see no later mask chunk, as in a stream; the reference's last call of an
    /// utterance has full attention.</param>
    /// <param name="final">Whether the utterance ends here; else the last tokens are only looked at.</param>
    /// <returns>Log-mel frames without the prompt's, <c>[bands, frames]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A token is beyond the vocabulary, or there are none.</exception>
    public Tensor Whole(FlowPrompt prompt, IReadOnlyList<int> tokens, bool chunked, bool final)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var stream = Start(prompt);
        stream.Append([.. tokens]);
        int[] known = [.. prompt.Tokens, .. tokens];
        var length = final ? known.Length : known.Length - Configuration.Encoder.LookAhead;
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(tokens));
        using var tokenContext = new WholeFrames([length], chunked ? Configuration.TokenMask : ChunkMask.None);
        var mu = Mu([known], length, tokenContext);                                                // [1, bands, m]
        using var context = new WholeFrames(
            [(int)mu.shape[2], (int)mu.shape[2]], chunked ? Configuration.FrameMask : ChunkMask.None);
        var mel = _solver.Solve(Noise([stream], mu), Conditions([stream], mu), _ => context)[0]; // [bands, m]
        var skipped = stream.SharedWithPrompt(mu.shape[2]);
        return mel.narrow(1, skipped, mel.shape[1] - skipped).MoveToOuterDisposeScope();
    }

    /// <summary>Begins an utterance. The prompt's frames are made by the first steps.</summary>
    /// <exception cref="InvalidOperationException">The flow has no mask chunks, or not the same ones everywhere.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token of the prompt is beyond the vocabulary.</exception>
    public TokenFlowStream Begin(FlowPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var (encoder, frames) = (Configuration.Encoder.ChunkTokens, Configuration.Estimator.ChunkFrames);
        if (encoder != Configuration.ChunkTokens || encoder <= 0 || frames != encoder * Configuration.FramesPerToken)
        {
            throw new InvalidOperationException($"mask chunks of {encoder} tokens and {frames} frames cannot be streamed");
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return Start(prompt);
    }

    /// <summary>Makes the next mask chunk of several streams.</summary>
    /// <param name="streams">Each <see cref="TokenFlowStream.IsReady"/>; changed only when all has gone well.</param>
    /// <returns>The log-mel frames of each without its prompt's, <c>[bands, m]</c>; m may be 0.</returns>
    /// <exception cref="InvalidOperationException">A stream is not ready.</exception>
    public IReadOnlyList<Tensor> Step(IReadOnlyList<TokenFlowStream> streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        if (streams.Any(static stream => !stream.IsReady))
        {
            throw new InvalidOperationException("the tokens of a stream's next mask chunk are not there yet");
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        int[] lengths = [.. streams.Select(static stream => stream.NextTokens)];
        var encoding = new StreamedFrames(
            [.. streams.Select((stream, i) => new StreamRow(stream.Encoder, lengths[i]))], Configuration.TokenMask);
        int[][] known = [.. streams.Select(static stream => stream.KnownTokens.ToArray())];
        var mu = Mu(known, lengths.Max(), encoding);                                              // [b, bands, m]
        int[] frames = [.. lengths.Select(length => length * Configuration.FramesPerToken)];
        var passes = new List<StreamedFrames> { encoding };
        var mel = _solver.Solve(Noise(streams, mu), Conditions(streams, mu), Pass);               // [b, bands, m]
        passes.ForEach(static pass => pass.Commit());
        return [.. streams.Select((stream, i) => Take(stream, mel[i], frames[i]).MoveToOuterDisposeScope())];

        StreamedFrames Pass(int step)
        {
            passes.Add(new StreamedFrames(
                [.. streams.Select((stream, i) => new StreamRow(stream.Guided[step], frames[i])),
                    .. streams.Select((stream, i) => new StreamRow(stream.Unguided[step], frames[i]))],
                Configuration.FrameMask));
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

    private static Tensor Take(TokenFlowStream stream, Tensor mel, int frames)
    {
        var skipped = stream.SharedWithPrompt(frames);
        stream.Advance(frames);
        return mel.narrow(1, skipped, frames - skipped).clone();
    }

    private static FlowConditions Conditions(IReadOnlyList<TokenFlowStream> streams, Tensor mu) => new(
        mu,
        stack([.. streams.Select(static stream => stream.Speaker)]),
        stack([.. streams.Select(stream => stream.Condition(mu.shape[2]))]));

    /// <returns><c>[b, bands, m]</c>, as mu.</returns>
    private static Tensor Noise(IReadOnlyList<TokenFlowStream> streams, Tensor mu)
        => stack([.. streams.Select(stream => FlowNoise.Of(stream.Noise, stream.Frames, mu.shape[2]))]).to(mu.device);

    private TokenFlowStream Start(FlowPrompt prompt)
    {
        var vector = prompt.Speaker.unsqueeze(0).to(_speaker.weight!.device); // [1, speaker width]
        return new TokenFlowStream(Configuration, prompt, Speaker(vector)[0], prompt.Noise ?? _noise);
    }

    /// <param name="known">Tokens of each row, those that are only looked at included.</param>
    /// <param name="length">Tokens of the longest row without them.</param>
    /// <param name="context">What surrounds them.</param>
    /// <returns><c>[b, bands, frames per token * length]</c>.</returns>
    private Tensor Mu(int[][] known, int length, FrameContext context)
    {
        var ids = zeros([known.Length, length + Configuration.Encoder.LookAhead], ScalarType.Int64);
        for (var row = 0; row < known.Length; row++)
        {
            var own = tensor(Array.ConvertAll(known[row], static token => (long)Math.Max(token, 0)));
            ids[row].narrow(0, 0, own.shape[0]).copy_(own);
        }

        var encoded = _encoder.Encode(
            _embedding.call(ids.to(_project.weight!.device)), [.. known.Select(static tokens => tokens.Length)], context);
        return _project.call(encoded).transpose(1, 2);
    }
}
