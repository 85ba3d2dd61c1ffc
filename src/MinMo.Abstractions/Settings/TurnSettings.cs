namespace MinMo.Abstractions.Settings;

/// <summary>
/// Thresholds and waits of turn taking, per call. The defaults of the end-of-turn rule were measured on recordings of
/// people (docs/turn-taking.md).
/// </summary>
[GenerateSerializer, Immutable, Alias("minmo.turn-settings")]
public sealed record TurnSettings
{
    /// <summary>Who ends the caller's turn: the engine (true) or the client by a commit (false).</summary>
    [Id(0)]
    public bool DetectTurns { get; init; } = true;

    /// <summary>Whether the end of a turn starts a reply.</summary>
    [Id(1)]
    public bool CreateReply { get; init; } = true;

    /// <summary>Whether the caller's speech stops a reply.</summary>
    [Id(2)]
    public bool InterruptReply { get; init; } = true;

    /// <summary>Speech probability at or above which a chunk counts as speech, 0 to 1.</summary>
    [Id(3)]
    public float SpeechThreshold { get; init; } = 0.5f;

    /// <summary>Speech probability below which a chunk counts as silence, 0 to 1.</summary>
    [Id(4)]
    public float SilenceThreshold { get; init; } = 0.35f;

    /// <summary>How long speech must last to open a turn. Two chunks of 32 ms: a click lasts one.</summary>
    [Id(5)]
    public TimeSpan OpenAfter { get; init; } = TimeSpan.FromMilliseconds(64);

    /// <summary>Audio before the onset that belongs to the turn.</summary>
    [Id(6)]
    public TimeSpan PrefixPadding { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Silence after which the pause is judged and speculation begins.</summary>
    [Id(7)]
    public TimeSpan JudgePauseAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>smart-turn's probability above which it speaks for the end of the turn.</summary>
    [Id(8)]
    public float CompleteThreshold { get; init; } = 0.5f;

    /// <summary>The recognizer's mass of sentence-final punctuation above which it speaks for the end of the turn.</summary>
    [Id(9)]
    public float StopThreshold { get; init; } = 0.6f;

    /// <summary>
    /// Silence waited when both witnesses speak for the end. Default: 540 ms, 17 ticks of 32 ms; with 500 ms one more
    /// of the 56 recordings of people was cut.
    /// </summary>
    [Id(10)]
    public TimeSpan WaitWhenSure { get; init; } = TimeSpan.FromMilliseconds(540);

    /// <summary>Silence waited when one witness speaks for the end.</summary>
    [Id(11)]
    public TimeSpan WaitWhenDivided { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>
    /// Silence waited when no witness speaks for the end. Default: 1.4 s; with 1.5 s the same two of the 56 recordings of
    /// people were cut.
    /// </summary>
    [Id(12)]
    public TimeSpan WaitWhenUnfinished { get; init; } = TimeSpan.FromMilliseconds(1400);

    /// <summary>Least silence waited after a digit, a number word or a letter: they come in groups.</summary>
    [Id(13)]
    public TimeSpan WaitAfterDigit { get; init; } = TimeSpan.FromMilliseconds(1400);

    /// <summary>Longest turn; a longer one is answered as it stands.</summary>
    [Id(14)]
    public TimeSpan LongestTurn { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Speech probability at or above which a chunk counts as barge-in while the agent speaks, 0 to 1.</summary>
    [Id(15)]
    public float BargeInThreshold { get; init; } = 0.7f;

    /// <summary>Speech while the agent speaks after which playout is paused tentatively.</summary>
    [Id(16)]
    public TimeSpan SuspectBargeInAfter { get; init; } = TimeSpan.FromMilliseconds(96);

    /// <summary>Speech while the agent speaks after which its words are looked at.</summary>
    [Id(17)]
    public TimeSpan JudgeBargeInAfter { get; init; } = TimeSpan.FromMilliseconds(480);

    /// <summary>Speech while the agent speaks that always stops the reply, whatever its words.</summary>
    [Id(18)]
    public TimeSpan ConfirmBargeInAfter { get; init; } = TimeSpan.FromMilliseconds(1400);

    /// <summary>Silence that ends a suspected barge-in.</summary>
    [Id(19)]
    public TimeSpan DismissBargeInAfter { get; init; } = TimeSpan.FromMilliseconds(192);

    /// <summary>
    /// Reply audio up to this length may be taken back when the caller goes on: the reply was premature and both
    /// stretches of speech are one turn.
    /// </summary>
    [Id(20)]
    public TimeSpan TakeBackWithin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Evidence of <c>respond</c>, mean of the last <see cref="EvidenceTicks"/> ticks, from which on the caller's turn is
    /// over, where the model judges turns (minmo), 0 to 1. Default: 0.8; in 30 held-out calls the third state of nano-en answered 17
    /// times where nothing was due, with 0.7 43 times and 68 ms earlier (docs/benchmarks.md).
    /// </summary>
    [Id(22)]
    public float RespondThreshold { get; init; } = 0.8f;

    /// <summary>Evidence of <c>respond</c> from which on the reply is prepared, 0 to 1.</summary>
    [Id(23)]
    public float PrepareThreshold { get; init; } = 0.3f;

    /// <summary>Evidence of <c>yield</c> in one tick at or above which playout is paused tentatively, 0 to 1.</summary>
    [Id(24)]
    public float YieldThreshold { get; init; } = 0.6f;

    /// <summary>Ticks whose evidence of <c>respond</c> and <c>hold</c> is averaged. Default: two, 160 ms; one tick alone
    /// lets a short pause between words end the turn.</summary>
    [Id(25)]
    public int EvidenceTicks { get; init; } = 2;

    /// <summary>
    /// How long evidence of <c>yield</c> must last to stop the reply. Default: 160 ms, two ticks; a tentative pause that is
    /// not confirmed for as long is taken back, so that it never lasts longer than 200 ms without a reason.
    /// </summary>
    [Id(26)]
    public TimeSpan ConfirmYieldAfter { get; init; } = TimeSpan.FromMilliseconds(160);

    /// <summary>
    /// When the first audio of a reply is expected, from the decision to answer: the deadline of its first steps. Default:
    /// 350 ms, which the paper takes to think, speak and render (section 3.2: 150 + 70 + 130 ms).
    /// </summary>
    [Id(27)]
    public TimeSpan FirstAudioWithin { get; init; } = TimeSpan.FromMilliseconds(350);

    /// <summary>
    /// Audio that may wait to be listened to before silence that belongs to no turn is left out. Default: 400 ms, five ticks
    /// of 80 ms: less is caught up by listening to them together.
    /// </summary>
    [Id(28)]
    public TimeSpan LongestLag { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Silence that ends a turn however the model judges, where it judges turns itself (minmo), as the caller feels it:
    /// the model's look-ahead included; evidence of <c>hold</c> puts it off. Default: 480 ms, which cost nano-en no answer
    /// against 800 ms (docs/benchmarks.md).</summary>
    [Id(29)]
    public TimeSpan WaitWhenUnsure { get; init; } = TimeSpan.FromMilliseconds(480);

    /// <summary>Words that accompany the agent's speech without claiming the floor, lower case.</summary>
    [Id(21)]
    public string[] BackChannels { get; init; } =
    [
        "ah", "aha", "ahh", "alright", "all right", "cool", "good", "great", "hm", "hmm", "huh", "i see", "mhm", "mm",
        "mm-hm", "mm-hmm", "mmm", "oh", "oh okay", "okay", "ok", "right", "sure", "uh", "uh-huh", "uh huh", "uhuh", "um",
        "yeah", "yep", "yes", "yup",
    ];
}
