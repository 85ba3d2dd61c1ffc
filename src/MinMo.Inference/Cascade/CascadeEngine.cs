using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Cascade.Hearing;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Models.Bundles;
using MinMo.Models.Sampling;

namespace MinMo.Inference.Cascade;

/// <summary>Makes engines of bundles of the family <c>cascade</c>: ears, language model and voice one after the other.</summary>
public static class CascadeEngine
{
    /// <summary>Loads a bundle, reserves the memory of all places and warms everything up: takes seconds.</summary>
    /// <param name="bundle">Where the parts are.</param>
    /// <param name="options">Places, devices, threads.</param>
    /// <param name="time">Clock of deadlines and durations.</param>
    /// <param name="meters">For the metrics <c>minmo.engine.*</c>.</param>
    /// <param name="loggers">For the log.</param>
    /// <exception cref="IOException">A file of the bundle is missing.</exception>
    /// <exception cref="NotSupportedException">The language model's chat format is not known.</exception>
    /// <exception cref="Models.Phonemes.PhonemizerException">The phonemiser is not installed.</exception>
    public static async Task<InferenceEngine> StartAsync(
        CascadeBundle bundle, EngineOptions options, TimeProvider time, IMeterFactory meters, ILoggerFactory loggers)
    {
        var models = await CascadeModels.LoadAsync(bundle, options, time).ConfigureAwait(false);
        var observation = new EngineObservation(
            time, new EngineMetrics(meters), loggers.CreateLogger<InferenceEngine>());
        EngineParts parts;
        try
        {
            parts = Assemble(bundle.Name, models, options);
        }
        catch
        {
            await models.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var engine = await InferenceEngine.StartAsync(parts, options, observation).ConfigureAwait(false);
        await Rehearsal.RunAsync(engine).ConfigureAwait(false);
        var calibration = new EngineCalibration(Rehearsal.RunAsync, CallDemand.OfCascade(engine.Description, options));
        await engine.CalibrateAsync(calibration, options).ConfigureAwait(false);
        return engine;
    }

    private static EngineParts Assemble(string bundle, CascadeModels models, EngineOptions options)
    {
        var decoder = models.Language.Decoder;
        var lanes = new LanePool(options.Places, options.LanesPerCall, decoder.MaximumLength);
        CascadePlace[] places =
            [.. Enumerable.Range(0, options.Places).Select(slot => models.Voice.PlaceOf(slot, lanes))];
        var description = new EngineDescription(
            bundle,
            "cascade",
            ListenRunner.TickSamples,
            models.Voice.RateHz,
            HearsWords: true,
            JudgesTurns: false,
            options.Places,
            decoder.MaximumLength,
            VoiceBlockTokens: models.Voice.BlockTokens,
            SparesLane: lanes.CanFork);
        return new EngineParts(
            description, places, DeviceLayout.OfCascade(Runners(models, lanes, options), options, models.Voice.BlockTokens > 0), models,
            BytesOfPlace(models, options));
    }

    private static Dictionary<StepKind, IStepRunner> Runners(
        CascadeModels models, LanePool lanes, EngineOptions options)
    {
        var format = PromptFormat.Of(models.Language.Tokenizer);
        var decoder = new LaneDecoder(models.Language.Decoder, lanes);
        return new Dictionary<StepKind, IStepRunner>(models.Voice.Runners(models.Language))
        {
            [StepKind.Listen] = new ListenRunner(models.Detector),
            [StepKind.Recognize] = new RecognizeRunner(models.Ears),
            [StepKind.Assess] = new AssessRunner(models.Assessor),
            [StepKind.Append] = new AppendRunner(
                decoder, format, models.Language.Tokenizer, lanes, options.PromptSlice),
            [StepKind.Think] = new ThinkRunner(decoder, format, models.Language.Tokenizer, lanes, PenaltyOf(models.Language)),
            [StepKind.Truncate] = new TruncateRunner(),
            [StepKind.Fork] = new ForkRunner(decoder, lanes),
        };
    }

    // With the penalty an adapter that spells, counts and reads numbers back lost letters and digits.
    private static float PenaltyOf(LanguageModel language) => language.IsAdapted ? 1 : (float)SamplingOptions.RepetitionPenaltyOfSmallModels;

    // Caches and expectations of the lanes, and a minute of audio.
    private static long BytesOfPlace(CascadeModels models, EngineOptions options)
    {
        var decoder = models.Language.Decoder;
        var lane = (decoder.Configuration.CacheElementsPerPosition * decoder.MaximumLength)
            + decoder.Configuration.VocabularySize;
        return (lane * sizeof(float) * options.LanesPerCall) + CallerAudioRing.Bytes + models.Voice.BytesOfPlace;
    }
}
