using System.Globalization;

namespace MinMo.Cli.Measure;

/// <summary>One recording of people with its words, as listed in a <c>clips.tsv</c>.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Path">The file.</param>
/// <param name="Kind">What kind of speech.</param>
/// <param name="Transcript">The words spoken.</param>
/// <param name="EndOfSpeech">End of the last word since the begin of the file; null for noise.</param>
internal sealed record SpeechClip(
    string Id, string Path, string Kind, string Transcript, TimeSpan? EndOfSpeech)
{
    /// <summary>Kinds in which one caller says one turn.</summary>
    public static readonly string[] TurnKinds = ["command", "question", "read", "digits", "telephone"];

    /// <summary>Reads the list of a folder.</summary>
    /// <exception cref="IOException">There is no such list.</exception>
    public static IReadOnlyList<SpeechClip> ReadAll(string folder)
    {
        string[] lines = File.ReadAllLines(System.IO.Path.Combine(folder, "clips.tsv"));
        var columns = lines[0].Split('\t').Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Read(folder, line.Split('\t'), columns))];
    }

    private static SpeechClip Read(string folder, string[] fields, Dictionary<string, int> columns)
    {
        string Field(string name) => fields[columns[name]];
        return new SpeechClip(
            Field("id"), System.IO.Path.Combine(folder, Field("file")), Field("kind"), Field("transcript"),
            double.TryParse(Field("end_of_speech"), CultureInfo.InvariantCulture, out double end)
                ? TimeSpan.FromSeconds(end)
                : null);
    }
}
