namespace MinMo.Abstractions.Settings;

/// <summary>How the reply is worded.</summary>
[GenerateSerializer, Immutable, Alias("minmo.reply-settings")]
public sealed record ReplySettings
{
    /// <summary>Most tokens of one reply.</summary>
    [Id(0)]
    public int MaximumTokens { get; init; } = 120;

    /// <summary>Sampling temperature; 0 decodes greedily.</summary>
    [Id(1)]
    public float Temperature { get; init; }

    /// <summary>Probability mass kept by nucleus sampling, 0 to 1; 1 keeps all.</summary>
    [Id(2)]
    public float TopP { get; init; } = 0.9f;

    /// <summary>How much tokens that occurred are penalised; 1 is off; null leaves it to the bundle: public small models
    /// loop without it, and a model that was trained to repeat words after the caller must not be hindered.</summary>
    [Id(3)]
    public float? RepetitionPenalty { get; init; }

    /// <summary>Seed of the draw, so that a call can be replayed.</summary>
    [Id(4)]
    public int Seed { get; init; } = 1;

    /// <summary>Whether the reply is spoken; false gives text only.</summary>
    [Id(5)]
    public bool Spoken { get; init; } = true;
}
