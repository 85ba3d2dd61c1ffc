using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity;

/// <summary>Opens files that are malformed on purpose. A reader may refuse them only in one way.</summary>
internal static class HostileFiles
{
    /// <param name="golden">One whose <c>inputs.json</c> lists file names of its checkpoint.</param>
    /// <param name="outputs">Get the verdicts.</param>
    /// <param name="open">Opens a path, or throws <see cref="CheckpointFormatException"/>; anything else it throws is
    /// a mistake of ours and gets through.</param>
    public static void Judge(GoldenCase golden, GoldenOutputs outputs, Func<string, IDisposable> open)
    {
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in golden.InputsJson.GetProperty("files").EnumerateArray())
        {
            var name = file.GetString()!;
            verdicts.Add(name, Judge(Path.Combine(golden.RequireCheckpoint(), name), open));
        }

        outputs.AddJson("verdicts", verdicts);
    }

    private static string Judge(string path, Func<string, IDisposable> open)
    {
        try
        {
            open(path).Dispose();
            return "accept";
        }
        catch (CheckpointFormatException)
        {
            return "refuse";
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{path} was refused in the wrong way", exception);
        }
    }
}
