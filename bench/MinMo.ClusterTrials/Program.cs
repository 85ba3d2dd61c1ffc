using System.Globalization;
using MinMo.ClusterTrials;
using MinMo.ClusterTrials.Failover;
using MinMo.ClusterTrials.Hops;
using MinMo.ClusterTrials.Nodes;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine(TrialOptions.Help);
    return 0;
}

try
{
    var options = TrialOptions.Parse(args);
    return options.Trial switch
    {
        "kill" or "drain" => await FailoverTrial.RunAsync(options),
        "streams" => await HopTrial.RunAsync(options),
        "worker" => await WorkerProcess.RunAsync(options),
        "hop-consumer" => await HopConsumerProcess.RunAsync(options),
        var unknown => throw new ArgumentException($"there is no trial '{unknown}'"),
    };
}
catch (ArgumentException mistake)
{
    Console.Error.WriteLine($"cluster trials: {mistake.Message}; see --help");
    return 2;
}
