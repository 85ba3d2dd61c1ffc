using System.Globalization;

namespace MinMo.Training.Evaluation.Sets;

/// <summary>Rich Transcription Time Marked (NIST): lines <c>SPEAKER file channel start duration ...</c>, seconds. Of two
/// channels, 1 and 2, the first is the caller; with one channel, who speaks first is.</summary>
internal static class RttmFile
{
    private const int ChannelAt = 2;
    private const int StartAt = 3;
    private const int DurationAt = 4;
    private const int NameAt = 7;

    public static (IReadOnlyList<RecordedTurn> Caller, IReadOnlyList<RecordedTurn> Other) Read(string path)
    {
        string[][] lines =
        [
            .. File.ReadLines(path).Select(static line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Where(static fields => fields is ["SPEAKER", ..]),
        ];
        if (lines.FirstOrDefault(static fields => fields.Length <= NameAt) is { } broken)
        {
            throw new EvaluationSetException($"'{path}': '{string.Join(' ', broken)}' has too few fields");
        }

        var column = lines.Select(static fields => fields[ChannelAt]).Distinct().Count() == 2 ? ChannelAt : NameAt;
        var parties = column == ChannelAt
            ? lines.Select(static fields => fields[ChannelAt]).Distinct().Order(StringComparer.Ordinal).ToArray()
            : [.. lines.OrderBy(static fields => Seconds(fields[StartAt])).Select(static fields => fields[NameAt]).Distinct()];
        return parties.Length == 2
            ? (Turns(parties[0]), Turns(parties[1]))
            : throw new EvaluationSetException($"'{path}' has {parties.Length} speakers; a call has two");

        IReadOnlyList<RecordedTurn> Turns(string party) =>
        [
            .. lines.Where(fields => fields[column] == party).Select(Turn).OrderBy(static turn => turn.Start),
        ];
    }

    private static RecordedTurn Turn(string[] fields)
    {
        var start = Seconds(fields[StartAt]);
        return new RecordedTurn(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(start + Seconds(fields[DurationAt])), string.Empty);
    }

    private static double Seconds(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
