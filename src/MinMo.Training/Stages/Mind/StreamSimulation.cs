namespace MinMo.Training.Stages.Mind;

/// <summary>Lays units out in time as the projector's rows do at 12.5 Hz: most rows say nothing, a unit stands in one
/// row or two, some are lost, mistaken or unsure.</summary>
internal sealed class StreamSimulation(MindUnits units, SimilarUnits similar, StreamSettings settings)
{
    private const double RowsPerSecond = 12.5;

    /// <summary>Rows of one utterance.</summary>
    /// <param name="said">Units that were said; none for silence.</param>
    /// <param name="random">Of the step.</param>
    public List<ScriptPosition> Write(ReadOnlySpan<int> said, Random random)
    {
        var rows = new List<ScriptPosition>();
        var lettersPerRow = Between(settings.LettersPerSecond, random) / RowsPerSecond;
        var time = (double)random.Next(settings.Edge.Least, settings.Edge.Most + 1);
        foreach (var unit in said)
        {
            var starts = units.Tokenizer.BytesOf(unit) is [(byte)' ', ..];
            if (starts && random.NextDouble() < settings.PauseShare)
            {
                time += random.Next(3, 12);
            }

            time += Math.Max(0.5, units.Tokenizer.BytesOf(unit).Length / lettersPerRow);
            if (random.NextDouble() >= settings.DropShare)
            {
                Fill(rows, (int)time - 1, random);
                Say(rows, random.NextDouble() < settings.SwapShare ? similar.Draw(unit, random) : unit, random);
            }
        }

        var tail = said.IsEmpty ? random.Next(8, 24) : random.Next(settings.Edge.Least, settings.Edge.Most + 1);
        Fill(rows, rows.Count + tail, random);
        return rows;
    }

    private static double Between((double Least, double Most) range, Random random)
        => range.Least + ((range.Most - range.Least) * random.NextDouble());

    private void Fill(List<ScriptPosition> rows, int count, Random random)
    {
        while (rows.Count < count)
        {
            rows.Add(new ScriptPosition(units.Blank, units.Blank, 1));
        }
    }

    private void Say(List<ScriptPosition> rows, int unit, Random random)
    {
        // Two equal units in neighbouring rows would be one.
        if (rows.Count > 0 && rows[^1].Unit == unit)
        {
            rows.Add(new ScriptPosition(units.Blank, units.Blank, 1));
        }

        var count = random.NextDouble() < settings.RepeatShare ? 2 : 1;
        for (var row = 0; row < count; row++)
        {
            rows.Add(random.NextDouble() < settings.MixShare
                ? new ScriptPosition(unit, Unsure(unit, random), 0.5f + (0.5f * random.NextSingle()))
                : new ScriptPosition(unit, unit, 1));
        }
    }

    private int Unsure(int unit, Random random) => random.Next(2) == 0 ? units.Blank : similar.Draw(unit, random);
}
