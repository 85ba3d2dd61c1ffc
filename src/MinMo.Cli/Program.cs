using System.Globalization;
using MinMo.Cli;
using MinMo.Models.Native;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var surroundings = Surroundings.FromEnvironment();
try
{
    // Before anything touches TorchSharp.
    if (surroundings.LibTorch is { } folder)
    {
        LibTorchFolder.Find(folder).Use();
    }
}
catch (LibTorchException mistake)
{
    surroundings.Error.WriteLine($"minmo: MINMO_LIBTORCH: {mistake.Message}");
    return ExitCodes.BadInput;
}

return await MinMoCommand.RunAsync(args, surroundings);
