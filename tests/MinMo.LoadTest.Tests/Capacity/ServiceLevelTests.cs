using CsCheck;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Tests.Measures;

namespace MinMo.LoadTest.Tests.Capacity;

public sealed class ServiceLevelTests
{
    private static readonly string[] Names = [.. MeasureDefinition.Names];

    [Fact]
    public void Clauses_are_read_in_their_units()
        => Assert.Equal(
            [
                new ServiceLevelClause("miss", true, 0.001), new("first_audio_p95", true, 0.8), new("viability", false, 0.99),
                new("setup_max", true, 2), new("underruns", true, 0), new("refused", true, 0.5),
            ],
            ServiceLevel.Parse(" miss<=0.1%, first_audio_p95<=800ms,viability >= 99%,setup_max<=2s,underruns<=0,refused<=0.5").Clauses);

    [Theory]
    [InlineData("", "at least one clause")]
    [InlineData("miss", "neither <= nor >=")]
    [InlineData("miss<0.1%", "neither <= nor >=")]
    [InlineData("misses<=1%", "no measure 'misses'; known are setup_p50")]
    [InlineData("first_audio<=800ms", "no measure 'first_audio'")]
    [InlineData("first_audio_p95<=800", "given in ms or s")]
    [InlineData("first_audio_p95<=fast", "given in ms or s")]
    [InlineData("underruns<=1%", "'1%' is no limit of underruns")]
    [InlineData("miss<=", "'' is no limit of miss")]
    [InlineData("miss<=NaN", "'NaN' is no limit of miss")]
    public void A_mistake_is_named(string text, string complaint)
    {
        var problem = Assert.Throws<ServiceLevelException>(() => ServiceLevel.Parse(text));

        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var clause = Gen.Select(
            Gen.Int[0, Names.Length - 1].Select(index => Names[index]), Gen.Bool, Gen.Int[0, 1_000_000],
            (name, atMost, limit) => new ServiceLevelClause(name, atMost, limit / 1000.0));

        clause.Array[1, 6].Sample(clauses =>
        {
            var read = ServiceLevel.Parse(new ServiceLevel(clauses).ToString()).Clauses;

            Assert.Equal(clauses.Select(one => (one.Measure, one.AtMost)), read.Select(one => (one.Measure, one.AtMost)));
            Assert.All(clauses.Zip(read), pair => Assert.Equal(pair.First.Limit, pair.Second.Limit, 9));
        });
    }

    [Fact]
    public void What_was_not_observed_keeps_no_promise()
    {
        var measures = new LoadMeasures(
            [new RecordedCall().Caller(1, 2).Agent("a", 3, 4).Measure(20)], refused: 0, missShare: double.NaN);

        var violations = ServiceLevel.Parse("first_audio_p95<=1s,miss<=1%,viability>=0%,refused<=0").ViolationsOf(measures);

        Assert.Equal(["miss", "viability"], violations.Select(violation => violation.Clause.Measure));
    }

    [Fact]
    public void A_limit_may_be_reached()
    {
        Assert.True(new ServiceLevelClause("miss", AtMost: true, 0.1).IsMet(0.1));
        Assert.True(new ServiceLevelClause("viability", AtMost: false, 0.9).IsMet(0.9));
        Assert.False(new ServiceLevelClause("viability", AtMost: false, 0.9).IsMet(0.89));
    }
}
