using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Minmo.Hearing;
using MinMo.Inference.Minmo.Language;
using MinMo.Inference.Minmo.Voice;
using MinMo.Models.Bundles;

namespace MinMo.Inference.Minmo;

/// <summary>Makes engines of bundles of the family <c>minmo</c>: one model that hears, thinks, decides and speaks.</summary>
public static class MinmoEngine
{
    /// <summary>The dialogue, a spare one for a shorter history, and where the call listens.</summary>
    internal const int LanesPerCall = 3;

    /// <summary>Of repetitions: a model that was trained to repeat words after the caller must not be hindered.</summary>
    private const float UsualPenalty = 1;

    /// <summary>Loads a bundle, reserves the memory of all places and warms everything up: takes seconds.</summary>
    /// <param name="bundle">Where the parts are.</param>
    /// <param name="options">Places, devices, threads.</param>
    /// <param name="time">Clock of deadlines and durations.</param>
    /// <param name="meters">For the metrics <c>minmo.engine.*</c>.</param>
    /// <param name="loggers">For the log.</param>
    /// <exception cref="IOException">A file of the bundle is missing.</exception>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">A part is not what it should be.</exception>
    public static async Task<InferenceEngine> StartAsync(
        MinmoBundle bundle, EngineOptions options, TimeProvider time, IMeterFactory meters, ILoggerFactory loggers)
    {
        var models = await MinmoModels.LoadAsync(bundle, options).ConfigureAwait(false);
        var observation = new EngineObservation(
            time, new EngineMetrics(meters), loggers.CreateLogger<InferenceEngine>());
        EngineParts parts;
        try
        {
            parts = Assemble(bundle, models, options);
        }
        catch
        {
            await models.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var engine = await InferenceEngine.StartAsync(parts, options, observation).ConfigureAwait(false);
        await MinmoRehearsal.RunAsync(engine).ConfigureAwait(false);
        var calibration = new EngineCalibration(MinmoRehearsal.RunAsync, CallDemand.OfMinmo(engine.Description, options));
        await engine.CalibrateAsync(calibration, options).ConfigureAwait(false);
        return engine;
    }

    private static EngineParts Assemble(MinmoBundle bundle, MinmoModels models, EngineOptions options)
    {
        var laneLength = models.Language.Decoder.MaximumLength;
        var tick = models.Ear.TickSamples;
        var lookAhead = tick / models.Ear.Encoder.ChunkRows * models.Ear.Encoder.LookAheadRows;
        var lanes = new LanePool(options.Places, LanesPerCall, laneLength);
        MinmoPlace[] places =
        [
            .. Enumerable.Range(0, options.Places).Select(slot => new MinmoPlace(
                slot, lanes, TimeSpan.FromSeconds((double)tick / CallPosition.RateHz), lookAhead)),
        ];
        var description = new EngineDescription(
            bundle.Name,
            BundleFamily.Minmo.Name,
            tick,
            models.Vocoder.Configuration.Mel.RateHz,
            HearsWords: false,
            JudgesTurns: true,
            options.Places,
            laneLength,
            lookAhead,
            models.Speech.Configuration.BlockUnits,
            SparesLane: true);
        return new EngineParts(
            description, places, DeviceLayout.OfMinmo(Runners(models, lanes, StyleOf(bundle), options), options), models,
            BytesOfPlace(models));
    }

    private static PromptStyle StyleOf(MinmoBundle bundle)
        => bundle.ReadsWrittenText ? PromptStyle.Plain : new PromptStyle(TakesInstructions: false, SpokenForm.Of);

    private static Dictionary<StepKind, IStepRunner> Runners(
        MinmoModels models, LanePool lanes, PromptStyle style, EngineOptions options)
    {
        var tokenizer = models.Language.Tokenizer;
        var format = PromptFormat.Of(tokenizer, style);
        var decoder = new LaneDecoder(models.Language.Decoder, lanes, keepsHidden: true);
        var judge = new TurnJudge(models.Predictor);
        return new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Listen] = new ListenRunner(
                models.Ear, decoder, judge, new ListeningFoundation(decoder, format, judge)),
            [StepKind.Recognize] = new RecognizeRunner(tokenizer, models.Ear.Projector.Blank),
            [StepKind.Append] = new AppendRunner(decoder, format, tokenizer, lanes, options.PromptSlice),
            [StepKind.Think] = new ThinkRunner(decoder, format, tokenizer, lanes, UsualPenalty),
            [StepKind.Truncate] = new TruncateRunner(),
            [StepKind.Fork] = new ForkRunner(decoder, lanes),
            [StepKind.Speak] = new SpeakRunner(models.Speech),
            [StepKind.Render] = new RenderRunner(models.Mel, models.Vocoder),
            [StepKind.Hush] = new HushRunner(),
        };
    }

    // Caches and expectations of all lanes, of the ear, the predictor and the voice, a minute of rows.
    private static long BytesOfPlace(MinmoModels models)
    {
        var decoder = models.Language.Decoder;
        var sizes = decoder.Configuration;
        var lane = (sizes.CacheElementsPerPosition * decoder.MaximumLength) + sizes.VocabularySize + sizes.HiddenSize;
        var rows = (long)(HeardStream.MaximumAge.TotalSeconds * CallPosition.RateHz) / models.Ear.TickSamples * sizes.HiddenSize;
        return (((lane * LanesPerCall) + rows) * sizeof(float))
            + models.Ear.BytesOfLane + models.Predictor.BytesOfLane + models.Speech.BytesOfLane;
    }
}
