using System.Globalization;
using MinMo.PeerTrials;
using MinMo.PeerTrials.Hearing;
using MinMo.PeerTrials.Language;

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
    if (options.Trial == "language")
    {
        LanguageTrial.Run(options);
    }
    else
    {
        await HearingTrial.RunAsync(options);
    }

    return 0;
}
catch (ArgumentException mistake)
{
    Console.Error.WriteLine($"peer trials: {mistake.Message}; see --help");
    return 2;
}
