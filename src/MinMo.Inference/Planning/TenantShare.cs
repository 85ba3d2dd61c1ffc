namespace MinMo.Inference.Planning;

/// <summary>What one tenant has used of one device.</summary>
/// <param name="weight">Its weight, above 0.</param>
internal sealed class TenantShare(double weight)
{
    /// <summary>Stands where no tenant is.</summary>
    public static TenantShare Nobody { get; } = new(1);

    /// <summary>Its weight: with twice the weight a tenant gets twice the device time when there is not enough.</summary>
    public double Weight { get; } = weight;

    /// <summary>Virtual time: seconds on the device, divided by the weight.</summary>
    public double Used { get; set; }

    /// <summary>Virtual time with the rows of the batch that is being planned.</summary>
    public double Planned { get; set; }

    /// <summary>Its sessions that have steps waiting.</summary>
    public int Lines { get; set; }
}
