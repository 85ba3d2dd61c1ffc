using MinMo.Models.Piper;
using MinMo.Models.SmartTurn;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Makes what a part needs beside its published files.</summary>
internal static class PartAssembly
{
    /// <summary>Cuts a voice, so that it can be streamed, and restores smart-turn's float activations.</summary>
    /// <exception cref="BundleFormatException">A file is not what its name says.</exception>
    public static void Complete(BundlePartFormat format, string folder)
    {
        if (format == BundlePartFormat.Piper)
        {
            CutVoice(folder);
        }
        else if (format == BundlePartFormat.SmartTurn)
        {
            RestoreActivations(folder);
        }
    }

    private static void CutVoice(string folder)
    {
        string[] parts = [PiperGraphCutter.EncoderFile, PiperGraphCutter.DecoderFile];
        if (parts.All(part => File.Exists(Path.Combine(folder, part))))
        {
            return;
        }

        try
        {
            PiperGraphCutter.Cut(PiperVoice.FindVoice(folder), folder);
        }
        catch (PiperFormatException) // a voice that cannot be cut still speaks, clause by clause
        {
            foreach (var part in parts)
            {
                File.Delete(Path.Combine(folder, part));
            }
        }
    }

    private static void RestoreActivations(string folder)
    {
        var target = Path.Combine(folder, SmartTurnFloatGraph.FileName);
        var published = Path.Combine(folder, SmartTurnFloatGraph.PublishedFileName);
        if (!File.Exists(target) && File.Exists(published))
        {
            SmartTurnFloatGraph.Write(published, target);
        }
    }
}
