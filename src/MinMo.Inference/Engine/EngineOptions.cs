using System.ComponentModel.DataAnnotations;
using MinMo.Abstractions.Engine;
using MinMo.Models.OnnxGraphs;

namespace MinMo.Inference.Engine;

/// <summary>How one inference engine uses its machine.</summary>
public sealed class EngineOptions
{
    /// <summary>The worker's name, unique over the cluster; part of every session handle.</summary>
    [Required, MinLength(1)]
    public string Worker { get; set; } = "worker-1";

    /// <summary>
    /// Calls at once. Their memory is reserved at start: about 190 MB of cache for each with SmolLM2-135M and two
    /// lanes of 2,048 tokens.
    /// </summary>
    [Range(1, 1024)]
    public int Places { get; set; } = 4;

    /// <summary>
    /// Memory that calls may take, in bytes; no more calls are admitted than have theirs. Default: nine tenths of what the
    /// process may use (the machine's, or its container's limit) less what it holds once the models are loaded.
    /// </summary>
    [Range(1L, long.MaxValue)]
    public long? MemoryForCalls { get; set; }

    /// <summary>Calls at once of one tenant; default: as many as there are places.</summary>
    [Range(1, 1024)]
    public int PlacesPerTenant { get; set; } = 1024;

    /// <summary>
    /// Whether the engine measures at start how many calls keep real time, and admits no more. Default: yes; otherwise as
    /// many are admitted as there are places.
    /// </summary>
    public bool Calibrates { get; set; } = true;

    /// <summary>Time after which no further turn is rehearsed to measure. Default: 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan CalibrationTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Share of a device's time that calls must leave free, 0 to 1: for what is not measured (grains, streams, garbage
    /// collection) and for turns that fall together. Default: 0.2.
    /// </summary>
    [Range(0.0, 0.95)]
    public double Headroom { get; set; } = 0.2;

    /// <summary>
    /// Share of its time that the agent of a call is taken to speak, 0 to 1, when the engine reckons how many calls keep
    /// real time. Default: 1, the worst case; people who talk with an agent listen to it for about half of the time.
    /// </summary>
    [Range(0.05, 1.0)]
    public double SpeakingShare { get; set; } = 1;

    /// <summary>
    /// Least time after which a refused call may ask again. When calls have ended, it is the time in which the next one is
    /// likely to end, at most <see cref="LongestRetryAfter"/>. Default: 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Most time that a refused call is asked to wait. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most tokens of one dialogue lane. Default: 2,048, the context SmolLM2-135M was trained with.</summary>
    [Range(64, 1_048_576)]
    public int LaneLength { get; set; } = 2_048;

    /// <summary>
    /// Lanes of one call: the dialogue and, for <see cref="ForkStep"/>, a second one. 1 halves the memory and makes
    /// forks invalid.
    /// </summary>
    [Range(1, 2)]
    public int LanesPerCall { get; set; } = 2;

    /// <summary>
    /// Tokens of a prompt that are computed at a time. Default: 64, about 0.15 s at the 450 tokens/s measured for
    /// SmolLM2-135M on two cores; an urgent step of another call waits no longer than that.
    /// </summary>
    [Range(1, 4096)]
    public int PromptSlice { get; set; } = 64;

    /// <summary>Most steps that wait for one device; more are refused as overload.</summary>
    [Range(1, 1_000_000)]
    public int QueuedSteps { get; set; } = 1_024;

    /// <summary>Most steps of one call that wait for one device. Default: 64, two seconds of 32 ms ticks.</summary>
    [Range(1, 1_000_000)]
    public int QueuedStepsPerCall { get; set; } = 64;

    /// <summary>
    /// Time to its deadline from which on a step is urgent. Urgent steps of several tenants share the device by weight;
    /// before that the deadline alone decides. Default: 100 ms, a tick of 80 ms and the batch that runs.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan UrgentWithin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a tick waits for those of other calls where its device has nothing else to do and hearing goes through the
    /// language model (minmo), so that they are heard together: a batch costs several times a row. Ticks wait only while so
    /// many calls are here that another one is likely to come meanwhile. Default: 10 ms, an eighth of a tick: from eight
    /// calls on.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.080")]
    public TimeSpan TickGathering { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Weights of tenants, above 0: what each gets of a device when there is not enough for all. Those not named have 1.
    /// </summary>
    public IDictionary<string, double> TenantWeights { get; } = new Dictionary<string, double>();

    /// <summary>
    /// The device (a thread) of each kind. Default for a CPU: listening, language and voice work side by side, since a
    /// tick of listening must not wait for a sentence being recognized. Kinds that share state share a device:
    /// Append, Think, Truncate and Fork; Speak, Render and Hush.
    /// </summary>
    public IDictionary<StepKind, string> Devices { get; } = new Dictionary<StepKind, string>
    {
        [StepKind.Listen] = "listen",
        [StepKind.Recognize] = "language",
        [StepKind.Append] = "language",
        [StepKind.Think] = "language",
        [StepKind.Truncate] = "language",
        [StepKind.Fork] = "language",
        [StepKind.Assess] = "voice",
        [StepKind.Speak] = "voice",
        [StepKind.Render] = "voice",
        [StepKind.Hush] = "voice",
    };

    /// <summary>Most steps of one batch, per kind.</summary>
    public IDictionary<StepKind, int> BatchLimits { get; } = new Dictionary<StepKind, int>
    {
        [StepKind.Listen] = 64,
        [StepKind.Recognize] = 4,
        [StepKind.Append] = 1,
        [StepKind.Think] = 32,
        [StepKind.Truncate] = 64,
        [StepKind.Fork] = 1,
        [StepKind.Assess] = 4,
        [StepKind.Speak] = 1,
        [StepKind.Render] = 1,
        [StepKind.Hush] = 64,
    };

    /// <summary>
    /// Threads of a language model step. Default: half the processors. On two, with one thread for each device, four
    /// calls at once had no underruns and first audio within 1.5 s (p95); with two threads here and for the ears they
    /// had 15 underruns in 24 turns and 2.1 s.
    /// </summary>
    [Range(1, 256)]
    public int LanguageThreads { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// Whether threads of the language model wait for the next token by spinning. Default: yes; without it a single
    /// call decodes at about half the speed (46 against 81 tokens/s, SmolLM2-135M on two cores).
    /// </summary>
    public bool LanguageSpins { get; set; } = true;

    /// <summary>How the matrices of language models are kept, and those of an ear and a voice that stand in rows (minmo). Default: 8
    /// bit: on a CPU twice as fast as float32 for few calls at once, as fast for many.</summary>
    public WeightPrecision LanguagePrecision { get; set; } = WeightPrecision.Int8;

    /// <summary>
    /// Whether the speech language model of CosyVoice 2 runs in bfloat16 in TorchSharp, instead of as a graph whose matrices
    /// are kept as <see cref="LanguagePrecision"/> says. It halves the memory of its lanes. Default: no; a graph in 8 bit was
    /// 2.3 times as fast with four lanes, on a processor that has bfloat16 units (docs/benchmarks.md).
    /// </summary>
    public bool SpeaksInBFloat16 { get; set; }

    /// <summary>Threads of recognition. Default: half the processors, see <see cref="LanguageThreads"/>.</summary>
    [Range(1, 256)]
    public int EarsThreads { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Threads of the voice. Default: 1.</summary>
    [Range(1, 256)]
    public int VoiceThreads { get; set; } = 1;

    /// <summary>Threads of end-of-turn assessment. Default: 1.</summary>
    [Range(1, 256)]
    public int AssessThreads { get; set; } = 1;
}
