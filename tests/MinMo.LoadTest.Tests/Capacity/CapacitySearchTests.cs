using CsCheck;
using MinMo.LoadTest.Capacity;

namespace MinMo.LoadTest.Tests.Capacity;

public sealed class CapacitySearchTests
{
    [Fact]
    public async Task It_doubles_until_the_level_breaks_and_halves_the_gap()
    {
        var finding = await SearchAsync(limit: 11, first: 2, most: 64);

        Assert.Equal(["2", "4", "8", "16", "12", "10", "11"], finding.Probes);
        Assert.Equal(("11", "12"), (finding.Best, finding.FirstBeyond));
    }

    [Fact]
    public async Task Where_not_one_call_is_possible_it_says_so()
    {
        var finding = await SearchAsync(limit: 0, first: 8, most: 64);

        Assert.Equal(["8", "4", "2", "1"], finding.Probes);
        Assert.Equal((null, "1"), (finding.Best, finding.FirstBeyond));
    }

    [Fact]
    public async Task Where_all_are_possible_nothing_broke()
    {
        var finding = await SearchAsync(limit: 100, first: 3, most: 20);

        Assert.Equal(["3", "6", "12", "20"], finding.Probes);
        Assert.Null(finding.FirstBeyond);
    }

    [Fact]
    public async Task Any_limit_is_found_with_few_trials()
        => await Gen.Int[1, 500].SelectMany(most => Gen.Select(Gen.Const(most), Gen.Int[1, most], Gen.Int[0, 600])).SampleAsync(async (most, first, limit) =>
        {
            var finding = await SearchAsync(limit, first, most);

            int expected = Math.Min(limit, most);
            Assert.Equal(expected == 0 ? null : Text(expected), finding.Best);
            Assert.InRange(finding.Probes.Count, 1, (2 * Math.Log2(most)) + 2);
            Assert.Equal(finding.Probes.Count, finding.Probes.Distinct().Count());
        });

    private static Task<CapacityFinding<string>> SearchAsync(int limit, int first, int most)
        => CapacitySearch.FindAsync<string>(
            first, most, probe => int.Parse(probe, System.Globalization.CultureInfo.InvariantCulture) <= limit,
            calls => Task.FromResult(Text(calls)));

    private static string Text(int calls) => calls.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
