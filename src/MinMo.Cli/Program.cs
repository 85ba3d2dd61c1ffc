using System.Globalization;
using MinMo.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await MinMoCommand.RunAsync(args, Surroundings.FromEnvironment());
