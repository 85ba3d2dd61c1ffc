using MinMo.Abstractions.Engine;

namespace MinMo.Testing.Scripting;

/// <summary>What a <see cref="ScriptedEngine"/> hears and says. Everything has a default.</summary>
public sealed record EngineScript
{
    /// <summary>Name of the worker in session handles; the name under which a silo has it.</summary>
    public string Worker { get; init; } = "worker-0";

    /// <summary>What the engine pretends to run: by default ticks of 32 ms, voice at 16 kHz, 64 places.</summary>
    public EngineDescription Description { get; init; } = new(
        "scripted", "cascade", TickSamples: 512, VoiceRateHz: 16_000, HearsWords: true, JudgesTurns: false,
        SessionCapacity: 64, LaneLength: 4096, SparesLane: true);

    /// <summary>
    /// What a model pretends to be that hears and speaks itself: ticks of 80 ms judged 160 ms late, voice of five tokens a
    /// block.
    /// </summary>
    public static EngineDescription Minmo { get; } = new(
        "scripted", "minmo", TickSamples: 1280, VoiceRateHz: 16_000, HearsWords: false, JudgesTurns: true,
        SessionCapacity: 64, LaneLength: 4096, LookAheadSamples: 2560, VoiceBlockTokens: 5, SparesLane: true);

    /// <summary>The caller's words on the sample clock, the same for every call.</summary>
    public IReadOnlyList<ScriptedUtterance> Heard { get; init; } = [];

    /// <summary>
    /// For audio whose timing the test does not know (gateways): words of the first, second, ... stretch of speech of
    /// a call where <see cref="Heard"/> has none. Stretches are parted by <see cref="StretchGap"/>.
    /// </summary>
    public IReadOnlyList<string> Stretches { get; init; } = [];

    /// <summary>What is heard besides words, where there are any.</summary>
    public SpeechTraits? Traits { get; init; }

    /// <summary>Silence that parts two stretches of speech.</summary>
    public TimeSpan StretchGap { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Replies to the first, second, ... user entry in the lane; the last one repeats.</summary>
    public IReadOnlyList<string> Replies { get; init; } = ["All right."];

    /// <summary>Replies to particular last user entries; these win over <see cref="Replies"/>.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The four classes by position, where the model judges turns. A tick without an entry follows the words: <c>hold</c>
    /// in speech, <c>respond</c> after words that are complete, <c>yield</c> in speech over the agent's, <c>idle</c> for
    /// sounds without words, for back-channels over the agent's speech and for silence.
    /// </summary>
    public IReadOnlyList<ScriptedEvidence> Evidence { get; init; } = [];

    /// <summary>Length of a spoken character at the voice's rate: 60 ms by default.</summary>
    public int SamplesPerCharacter { get; init; } = 960;

    /// <summary>Most characters that a block of tokens says at once; what is left over comes in blocks without tokens.</summary>
    public int CharactersPerBlock { get; init; } = 20;

    /// <summary>Most samples of one render step: 0.24 s by default.</summary>
    public int RenderSamples { get; init; } = 3_840;
}
