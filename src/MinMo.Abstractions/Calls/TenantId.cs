namespace MinMo.Abstractions.Calls;

/// <summary>The customer on whose account a call runs; steps are shared out fairly between tenants.</summary>
/// <param name="Value">Letters, digits, '-' and '_'; at most 64 characters.</param>
[GenerateSerializer, Immutable, Alias("minmo.tenant-id")]
public readonly record struct TenantId([property: Id(0)] string Value)
{
    /// <summary>The tenant of calls that name none.</summary>
    public static TenantId Default => new("default");

    /// <inheritdoc />
    public override string ToString() => Value;
}
