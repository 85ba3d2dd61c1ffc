using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Engine;
using MinMo.Inference.Minmo.Voice;
using MinMo.Models.Bundles;
using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.FlowMatching;
using MinMo.Models.Hearing;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.OutputProjection;
using MinMo.Models.Vocoder;
using MinMo.Models.VoiceLanguage;
using static TorchSharp.torch;

namespace MinMo.Inference.Minmo;

/// <summary>The parts of a bundle of the family <c>minmo</c>, loaded, with the state of all places reserved.</summary>
internal sealed class MinmoModels : IAsyncDisposable
{
    private readonly OwnedParts _owned;

    private MinmoModels(OwnedParts owned) => _owned = owned;

    /// <summary>Encoder and projector.</summary>
    public required HearingLanes Ear { get; init; }

    /// <summary>The language model.</summary>
    public required LanguageModel Language { get; init; }

    /// <summary>The duplex predictor.</summary>
    public required DuplexPredictorLanes Predictor { get; init; }

    /// <summary>Output projector and voice language model.</summary>
    public required SpeechModel Speech { get; init; }

    /// <summary>Speech tokens to mel.</summary>
    public required MelDecoder Mel { get; init; }

    /// <summary>Mel to sound.</summary>
    public required SpectralVocoder Vocoder { get; init; }

    /// <summary>Loads all parts.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="CheckpointFormatException">A part is not what it should be.</exception>
    public static async Task<MinmoModels> LoadAsync(MinmoBundle bundle, EngineOptions options)
    {
        var owned = new OwnedParts();
        try
        {
            return Load(bundle, options, owned);
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private static MinmoModels Load(MinmoBundle bundle, EngineOptions options, OwnedParts owned)
    {
        Directory.CreateDirectory(bundle.CacheFolder);

        // Of the whole process: two devices, each with as many threads as there are processors, would hinder one another.
        set_num_threads(options.VoiceThreads);
        var places = options.Places;
        var embeddings = owned.Add(EmbeddingsOf(bundle.LanguageModelFolder));
        var voice = owned.Add(VoiceLanguageModel.Load(bundle.VoiceLanguageModelFolder));
        var projection = owned.Add(OutputProjectionModel.Load(bundle.OutputProjectorFolder));
        projection.MustFit(bundle.OutputProjectorFolder, embeddings, voice.Configuration.Decoder.HiddenSize);
        return new MinmoModels(owned)
        {
            Ear = owned.Add(OpenEar(bundle, options)),
            Language = owned.Add(LanguageModel.Open(
                bundle.LanguageModelFolder, bundle.CacheFolder, options, MinmoEngine.LanesPerCall)),
            Predictor = owned.Add(OpenPredictor(bundle, places)),
            Speech = owned.Add(new SpeechModel(voice, VoiceDecoder(bundle, options), projection, embeddings)),
            Mel = owned.Add(MelDecoder.Load(bundle.MelDecoderFolder)),
            Vocoder = owned.Add(SpectralVocoder.Load(bundle.VocoderFolder)),
        };
    }

    // Threads: as all that listens, one; a second one would take its core from thinking and speaking.
    private static HearingLanes OpenEar(MinmoBundle bundle, EngineOptions options)
    {
        var parts = new HearingParts(bundle.SpeechEncoderFolder, bundle.InputProjectorFolder, bundle.LanguageModelFolder);
        var graph = new GraphFolder(CachePath(
            bundle, $"ear-{options.LanguagePrecision}", parts.EncoderFolder, parts.ProjectorFolder, parts.LanguageModelFolder));
        return HearingLanes.Open(parts, (graph, options.LanguagePrecision), options.Places);
    }

    private static DuplexPredictorLanes OpenPredictor(MinmoBundle bundle, int places) => DuplexPredictorLanes.Open(
        bundle.DuplexPredictorFolder, new GraphFolder(CachePath(bundle, "predictor", bundle.DuplexPredictorFolder)), places);

    private static OnnxDecoder VoiceDecoder(MinmoBundle bundle, EngineOptions options)
    {
        var graph = new OnnxDecoderFolder(
            CachePath(bundle, $"voice-decoder-{options.LanguagePrecision}", bundle.VoiceLanguageModelFolder));
        VoiceLanguageModel.EnsureGraph(bundle.VoiceLanguageModelFolder, graph, options.LanguagePrecision);
        return OnnxDecoder.Open(
            graph, options.Places, SpeechModel.LaneLength, new OnnxSessionSettings { IntraOpThreads = options.VoiceThreads });
    }

    // Where what is made from these weights is kept.
    private static string CachePath(MinmoBundle bundle, string name, params string[] weights)
        => Path.Combine(
            bundle.CacheFolder, $"{name}-{string.Join('-', weights.Select(LanguageModel.Fingerprint))}".ToLowerInvariant());

    // Half precision in the file.
    private static Tensor EmbeddingsOf(string folder)
    {
        using var checkpoint = Checkpoint.Open(folder);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return checkpoint.ReadTensor(DecoderFolder.EmbeddingName, ScalarType.Float32).DetachFromDisposeScope();
    }
}
