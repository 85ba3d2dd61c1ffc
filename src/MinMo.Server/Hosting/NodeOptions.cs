namespace MinMo.Server.Hosting;

/// <summary>Settings of a node: section <c>Minmo</c> of the configuration, or <c>--Minmo:Name=value</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>Where configuration looks for these settings, and for those of the gateways.</summary>
    public const string Section = "Minmo";

    /// <summary>Where to listen when nothing else says so (<c>--urls</c>, <c>ASPNETCORE_URLS</c>). On this machine
    /// only: there is no key to ask for by default.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Folder of recordings (.wav, .flac) that the page can play; null looks for <c>samples</c> here and
    /// above.</summary>
    public string? Samples { get; set; }

    /// <summary>What the node is for. Default: both; anything else needs a cluster.</summary>
    public NodeRole Role { get; set; }

    /// <summary>The node's name, unique in its cluster; null makes one of the machine's name and the process.</summary>
    public string? Name { get; set; }

    /// <summary>A cluster on this machine, for development: the port on which its first node listens for the others. The
    /// node that finds the port free is the first one; when it dies, the others can no longer agree on who lives. Null
    /// for no such cluster.</summary>
    public int? ClusterPort { get; set; }

    /// <summary>A cluster of any machines that meets at this Redis, for example <c>redis.lan:6379,password=...</c>
    /// (StackExchange.Redis): members, subscriptions and dialogues are kept there. Null for no such cluster.</summary>
    public string? Redis { get; set; }

    /// <summary>Keeps clusters apart that meet at one Redis. Default: <c>minmo</c>.</summary>
    public string ClusterName { get; set; } = "minmo";

    /// <summary>The address at which other nodes reach this one; null takes the first one of the machine.</summary>
    public string? Address { get; set; }

    /// <summary>The port at which other nodes reach this one, in a cluster at Redis; 0 takes a free one.</summary>
    public int SiloPort { get; set; }

    /// <summary>How long a node that is told to stop waits for its calls to move to other nodes between two turns; those
    /// that are left move in the middle of one. Default: 15 s.</summary>
    public TimeSpan DrainWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether the node is one of several.</summary>
    public bool IsClustered => ClusterPort is not null || Redis is not null;

    /// <summary>Finds what contradicts itself.</summary>
    /// <exception cref="ArgumentException">Says what does.</exception>
    public void Check()
    {
        if (ClusterPort is not null && Redis is not null)
        {
            throw new ArgumentException("a node meets its cluster at a port of this machine or at Redis, not at both");
        }

        if (Role != NodeRole.Both && !IsClustered)
        {
            throw new ArgumentException($"a node that is {Role.ToString().ToLowerInvariant()} only needs a cluster: --cluster PORT or --redis HOST:PORT");
        }

        if (ClusterPort is < 1 or > 65_535 || SiloPort is < 0 or > 65_535)
        {
            throw new ArgumentException("a port is a number from 1 to 65535");
        }

        if (Address is not null && !System.Net.IPAddress.TryParse(Address, out _))
        {
            throw new ArgumentException($"'{Address}' is no IP address");
        }
    }
}
