using System.Globalization;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.TorchFiles;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Whether a folder is a whole SenseVoiceSmall.</summary>
internal static class SenseVoiceInspection
{
    /// <param name="folder">In FunASR's layout.</param>
    /// <param name="rateHz">The rate that ears must take.</param>
    /// <exception cref="CheckpointFormatException">A file is missing or malformed, or a tensor or an input is not as it should
    /// be.</exception>
    /// <exception cref="BundleFormatException">The graph is none.</exception>
    public static PartFacts Inspect(string folder, int rateHz)
    {
        var read = SenseVoiceFolder.Read(folder);
        if (read.FrontEnd.RateHz != rateHz)
        {
            throw new CheckpointFormatException(folder, 0, $"it hears {read.FrontEnd.RateHz} Hz, ears of a call must hear {rateHz} Hz");
        }

        var sizes = read.Configuration;
        var parameters = SenseVoiceTensors.Of(sizes).Sum(static tensor => tensor.Shape.Aggregate(1L, static (product, size) => product * size));
        return new PartFacts(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SenseVoiceSmall, {parameters / 1e6:0.#} M parameters, width {sizes.Width}, {sizes.LayerCount} + {sizes.LaterLayerCount} layers, {Check(read)}"),
            rateHz);
    }

    /// <returns>What the network is run from.</returns>
    private static string Check(SenseVoiceFolder read)
    {
        if (read.GraphPath is { } graph)
        {
            var header = OnnxHeader.Read(graph);
            header.RequireInput("language", -1);
            return Path.GetFileName(graph);
        }

        using var file = TorchFile.Open(read.WeightsPath);
        SenseVoiceTensors.Check(file.StateDict(), read.Configuration);
        return Path.GetFileName(read.WeightsPath);
    }
}
