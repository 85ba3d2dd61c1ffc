namespace MinMo.Server.Hosting;

/// <summary>What a node is for.</summary>
public enum NodeRole
{
    /// <summary>Takes connections and computes.</summary>
    Both,

    /// <summary>Takes connections; its calls live here and are computed by other nodes.</summary>
    Edge,

    /// <summary>Computes for other nodes and takes no calls; of the page only its health is there.</summary>
    Worker,
}
