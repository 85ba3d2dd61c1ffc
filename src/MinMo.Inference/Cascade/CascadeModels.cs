using MinMo.Inference.Cascade.Hearing;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Cascade.SpeechTokens;
using MinMo.Inference.Cascade.Voice;
using MinMo.Inference.Engine;
using MinMo.Models.Bundles;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Phonemes;
using MinMo.Models.Piper;
using MinMo.Models.SileroVad;
using MinMo.Models.SmartTurn;
using MinMo.Models.Whisper;

namespace MinMo.Inference.Cascade;

/// <summary>The five parts of a cascade, loaded.</summary>
internal sealed class CascadeModels : IAsyncDisposable
{
    private readonly OwnedParts _owned;

    private CascadeModels(OwnedParts owned) => _owned = owned;

    /// <summary>Speech or none.</summary>
    public required SileroVadModel Detector { get; init; }

    /// <summary>Turn complete or not, by prosody.</summary>
    public required SmartTurnModel Assessor { get; init; }

    /// <summary>Speech to words.</summary>
    public required IEars Ears { get; init; }

    /// <summary>Words to words.</summary>
    public required LanguageModel Language { get; init; }

    /// <summary>Words to speech.</summary>
    public required ICascadeVoice Voice { get; init; }

    /// <summary>Loads all parts.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    public static async Task<CascadeModels> LoadAsync(CascadeBundle bundle, EngineOptions options, TimeProvider time)
    {
        var owned = new OwnedParts();
        try
        {
            return Load(bundle, options, owned, await VoiceAsync(bundle, options, time, owned).ConfigureAwait(false));
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private static async Task<ICascadeVoice> VoiceAsync(
        CascadeBundle bundle, EngineOptions options, TimeProvider time, OwnedParts owned)
    {
        Directory.CreateDirectory(bundle.CacheFolder);
        if (bundle.VoiceFormat == BundlePartFormat.CosyVoice2)
        {
            return new TokenVoice(owned.Add(
                await TokenVoiceModels.LoadAsync(bundle.VoiceFolder, bundle.CacheFolder, options).ConfigureAwait(false)));
        }

        var voice = owned.Add(PiperVoice.Load(
            bundle.VoiceFolder, new PiperVoiceSettings { Sessions = Threads(options.VoiceThreads) }));
        var phonemizer = owned.Add(new EspeakPhonemizer(
            new EspeakPhonemizerSettings { Voice = voice.Configuration.EspeakVoice }, time));
        return new ClauseVoice(voice, new PiperScript(voice.Configuration, phonemizer));
    }

    private static CascadeModels Load(CascadeBundle bundle, EngineOptions options, OwnedParts owned, ICascadeVoice voice)
    {
        return new CascadeModels(owned)
        {
            Detector = owned.Add(SileroVadModel.Load(bundle.SileroFolder)),
            Assessor = owned.Add(SmartTurnModel.Load(bundle.SmartTurnFolder, Threads(options.AssessThreads))),
            Ears = owned.Add(OpenEars(bundle, Threads(options.EarsThreads))),
            Language = owned.Add(LanguageModel.Open(
                bundle.LanguageModelPath, bundle.CacheFolder, options, bundle.AdapterFolder)),
            Voice = voice,
        };
    }

    private static IEars OpenEars(CascadeBundle bundle, OnnxSessionSettings session)
        => bundle.EarsFormat == BundlePartFormat.SenseVoice
            ? SenseVoiceEars.Open(bundle.EarsFolder, session)
            : new WhisperEars(WhisperRecognizer.OpenOnnx(bundle.EarsFolder, bundle.CacheFolder, session: session));

    private static OnnxSessionSettings Threads(int count) => new() { IntraOpThreads = count };
}
