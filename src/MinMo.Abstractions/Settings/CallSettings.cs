using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Settings;

/// <summary>All that may differ from call to call. Unset parts keep the defaults, which suit a phone assistant.</summary>
[GenerateSerializer, Immutable, Alias("minmo.call-settings")]
public sealed record CallSettings
{
    /// <summary>The bundle that answers; null means the default bundle of the node.</summary>
    [Id(0)]
    public string? Bundle { get; init; }

    /// <summary>On whose account the call runs.</summary>
    [Id(1)]
    public TenantId Tenant { get; init; } = TenantId.Default;

    /// <summary>The system prompt.</summary>
    [Id(2)]
    public string Instructions { get; init; } = DefaultInstructions;

    /// <summary>When to answer, when to yield and when to ignore.</summary>
    [Id(3)]
    public TurnSettings Turns { get; init; } = new();

    /// <summary>How the reply is worded.</summary>
    [Id(4)]
    public ReplySettings Reply { get; init; } = new();

    /// <summary>How the reply sounds.</summary>
    [Id(5)]
    public VoiceSettings Voice { get; init; } = new();

    /// <summary>
    /// Whether the gateway drives the sample clock in lock step: every input is answered by
    /// <see cref="Streams.InputSettled"/> once no step is outstanding. Used to play recordings as fast as the machine
    /// allows; time spent computing then does not show on the sample clock.
    /// </summary>
    [Id(6)]
    public bool LockStep { get; init; }

    /// <summary>
    /// Whether the agent's own voice is taken out of the caller's audio. Lines that do so themselves (most browsers and
    /// telephones) lose nothing by it.
    /// </summary>
    [Id(7)]
    public bool CancelEcho { get; init; } = true;

    /// <summary>
    /// The system prompt of calls that bring none. Worded like the one that SmolLM2 was trained with: other wordings
    /// made the small model talk about its instructions.
    /// </summary>
    public const string DefaultInstructions =
        "You are a helpful AI assistant named MinMo. Keep your answers short.";
}
