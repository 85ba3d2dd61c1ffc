using MinMo.Models.Ctc;

namespace MinMo.Models.Tests.Ctc;

public sealed class CtcTests
{
    [Fact]
    public void Repeats_are_merged_and_blanks_part_them()
        => Assert.Equal([3, 3, 1, 2], GreedyCtc.Collapse([0, 3, 3, 0, 3, 1, 1, 2, 0, 0], blank: 0));

    [Fact]
    public void The_alignment_is_the_likeliest_of_all_paths_that_say_the_units()
    {
        const int Rows = 6;
        const int Units = 3;
        var random = new Random(4);
        for (var trial = 0; trial < 50; trial++)
        {
            var scores = Enumerable.Range(0, Rows * Units).Select(_ => (float)Math.Log(random.NextDouble())).ToArray();
            int[] said = trial % 2 == 0 ? [1, 2] : [1, 1];

            var places = CtcAlignment.Align(scores, Units, said, blank: 0);

            Assert.NotNull(places);
            Assert.Equal(BestOfAll(scores, Rows, Units, said), places);
        }
    }

    [Fact]
    public void Two_equal_units_need_three_rows()
    {
        Assert.Null(CtcAlignment.Align(new float[2 * 3], 3, [1, 1], blank: 0));
        Assert.Equal([(0, 0), (2, 2)], CtcAlignment.Align(new float[3 * 3], 3, [1, 1], blank: 0)!);
    }

    [Fact]
    public void Nothing_said_is_nowhere()
        => Assert.Empty(CtcAlignment.Align(new float[4 * 3], 3, [], blank: 0)!);

    private static (int First, int Last)[] BestOfAll(float[] scores, int rows, int units, int[] said)
    {
        var best = (Score: float.NegativeInfinity, Path: Array.Empty<long>());
        for (var code = 0; code < Math.Pow(units, rows); code++)
        {
            var rest = code;
            var path = new long[rows];
            var score = 0f;
            for (var row = 0; row < rows; row++)
            {
                path[row] = rest % units;
                rest /= units;
                score += scores[(row * units) + (int)path[row]];
            }

            if (score > best.Score && GreedyCtc.Collapse(path, 0).SequenceEqual(said))
            {
                best = (score, path);
            }
        }

        return Runs(best.Path);
    }

    private static (int First, int Last)[] Runs(long[] path)
    {
        var runs = new List<(int First, int Last)>();
        for (var row = 0; row < path.Length; row++)
        {
            if (path[row] != 0 && (row == 0 || path[row - 1] != path[row]))
            {
                runs.Add((row, row));
            }
            else if (path[row] != 0)
            {
                runs[^1] = (runs[^1].First, row);
            }
        }

        return [.. runs];
    }
}
