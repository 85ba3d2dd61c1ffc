namespace MinMo.Abstractions.Calls;

/// <summary>Names one answer of the agent, from the decision to respond until its audio ended or was cut.</summary>
/// <param name="Value">Unique within the call.</param>
[GenerateSerializer, Immutable, Alias("minmo.reply-id")]
public readonly record struct ReplyId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
