namespace MinMo.Abstractions.Calls;

/// <summary>Names one entry of the dialogue: a turn of the caller, a reply, or a message put in by the client.</summary>
/// <param name="Value">Unique within the call.</param>
[GenerateSerializer, Immutable, Alias("minmo.item-id")]
public readonly record struct ItemId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
