using System.Globalization;

namespace MinMo.Benchmarks.CosyVoice;

/// <summary>The benchmarks of CosyVoice2's parts by their names on the command line.</summary>
internal static class CosyVoiceCommands
{
    /// <returns>The exit code: 2 if there is no such benchmark.</returns>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var folder]:
                LoadCosts.Write(folder);
                return 0;
            case ["load"]:
                LoadCosts.Run();
                return 0;
            case ["language", .. var rest]:
                LanguageCosts.Run(NumberAt(rest, 0, 4), NumberAt(rest, 1, 20));
                return 0;
            case [var size and ("small" or "full"), .. var rest]:
                ChunkCosts.Run(size, NumberAt(rest, 0, 50), NumberAt(rest, 1, size == "full" ? 2 : -1));
                return 0;
            default:
                Console.Error.WriteLine("cosyvoice small|full|load|language: see --help");
                return 2;
        }
    }

    private static int NumberAt(string[] arguments, int place, int absent)
        => place < arguments.Length ? int.Parse(arguments[place], CultureInfo.InvariantCulture) : absent;
}
