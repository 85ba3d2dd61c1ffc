namespace MinMo.Abstractions.Calls;

/// <summary>Names one live conversation for its whole life; unique over the cluster.</summary>
/// <param name="Value">Letters, digits, '-' and '_'; at most 128 characters.</param>
[GenerateSerializer, Immutable, Alias("minmo.call-id")]
public readonly record struct CallId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
