using MinMo.Models.Language;
using static MinMo.Models.Tests.Language.DecoderFixture;

namespace MinMo.Models.Tests.Language;

/// <summary>The contract of lanes, on every executor. Whatever the path, the same positions give the same outputs: up to
/// 1e-5 of the largest in float32 (measured 2e-6), exactly as much with 8-bit weights, whose activations are rounded
/// alike on every path.</summary>
public sealed class DecoderExecutorTests(DecoderFixture fixture) : IClassFixture<DecoderFixture>
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Lanes_of_unequal_length_in_one_step_equal_lanes_alone(string kind)
    {
        int[][] sequences = [Ids(5, 1), Ids(12, 2), Ids(1, 3), Ids(8, 4)];
        using var executor = fixture.Open(kind, 4, 16);

        executor.Step([.. sequences.Select((ids, slot) => Row(slot, 0, ids))]);
        var step = executor.Step([.. sequences.Select((ids, slot) => Row(slot, ids.Length, [slot + 7]))]);

        for (var slot = 0; slot < sequences.Length; slot++)
        {
            var alone = fixture.Fresh(kind, [.. sequences[slot], slot + 7]);
            AssertClose(alone.AsSpan()[^Vocabulary..], step.LastLogits(slot), Tolerance);
        }
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Pieces_over_a_cache_equal_one_pass(string kind)
    {
        var ids = Ids(15, 5);
        using var executor = fixture.Open(kind, 1, 15);
        var logits = new List<float>();
        var past = 0;

        foreach (var width in (int[])[8, 1, 2, 1, 3])
        {
            logits.AddRange(executor.Step([Row(0, past, ids[past..(past + width)])]).Logits(0));
            past += width;
        }

        AssertClose(fixture.Fresh(kind, ids), logits.ToArray(), Tolerance);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Lane_truncated_and_continued_equals_a_fresh_one(string kind)
    {
        var ids = Ids(10, 6);
        var other = Ids(6, 7);
        using var executor = fixture.Open(kind, 1, 16);
        executor.Step([Row(0, 0, ids)]);

        var continued = executor.Step([Row(0, 4, other)]).Logits(0).ToArray();

        var fresh = fixture.Fresh(kind, [.. ids[..4], .. other]);
        AssertClose(fresh.AsSpan(4 * Vocabulary), continued, Tolerance);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Forked_lanes_go_their_own_ways(string kind)
    {
        var ids = Ids(9, 8);
        using var executor = fixture.Open(kind, 3, 16);
        executor.Step([Row(0, 0, ids)]);
        executor.CopyLane(0, 2, 6);

        var step = executor.Step([Row(0, 9, [1]), Row(2, 6, [2])]);

        AssertClose(fixture.Fresh(kind, [.. ids, 1]).AsSpan()[^Vocabulary..], step.LastLogits(0), Tolerance);
        AssertClose(fixture.Fresh(kind, [.. ids[..6], 2]).AsSpan()[^Vocabulary..], step.LastLogits(1), Tolerance);
    }

    // The graph gives lanes between active ones a position of its own; a full lane must not lose its last.
    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    [InlineData("onnx-8bit")]
    public void Lanes_without_a_row_keep_what_they_hold(string kind)
    {
        int[][] sequences = [Ids(3, 1), Ids(7, 2), Ids(8, 3), Ids(5, 4)];
        using var executor = fixture.Open(kind, 4, 8);
        executor.Step([.. sequences.Select((ids, slot) => Row(slot, 0, ids))]);

        executor.Step([Row(0, 3, [1]), Row(3, 5, [1])]);
        executor.Step([Row(3, 6, [2]), Row(0, 4, [2])]);
        var step = executor.Step([Row(1, 7, [3])]).LastLogits(0).ToArray();
        var again = executor.Step([Row(2, 7, [sequences[2][7]])]).LastLogits(0).ToArray();

        AssertClose(fixture.Fresh(kind, [.. sequences[1], 3]).AsSpan()[^Vocabulary..], step, Tolerance);
        AssertClose(fixture.Fresh(kind, sequences[2]).AsSpan()[^Vocabulary..], again, Tolerance);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Embeddings_of_tokens_equal_tokens(string kind)
    {
        var ids = Ids(6, 9);
        using var executor = fixture.Open(kind, 1, 8);
        var embeddings = new float[ids.Length * fixture.Configuration.HiddenSize];
        executor.Embed(ids, embeddings);

        var row = new LaneRow { Slot = 0, Past = 0, Embeddings = embeddings, Demand = RowDemand.AllLogits };
        var logits = executor.Step([row]).Logits(0).ToArray();

        AssertClose(fixture.Fresh(kind, ids), logits, Tolerance);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Row_longer_than_a_piece_of_the_graph_equals_the_reference(string kind)
    {
        var ids = Ids(600, 10);
        using var executor = fixture.Open(kind, 2, 601);

        var step = executor.Step([Row(1, 0, ids, RowDemand.LastLogits | RowDemand.HiddenStates)]);

        using var reference = fixture.Open("torch", 1, 600);
        var expected = reference.Step([Row(0, 0, ids, RowDemand.LastLogits | RowDemand.HiddenStates)]);
        AssertClose(expected.LastLogits(0), step.LastLogits(0), Tolerance);
        AssertClose(expected.HiddenStates(0), step.HiddenStates(0), Tolerance);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("onnx")]
    public void Rows_that_break_the_contract_are_refused(string kind)
    {
        using var executor = fixture.Open(kind, 2, 8);
        executor.Step([Row(0, 0, [1, 2, 3])]);

        Assert.Throws<ArgumentException>(() => executor.Step([]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(2, 0, [1])]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(0, 3, [1]), Row(0, 3, [1])]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(0, 4, [1])]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(0, 3, Ids(6, 1))]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(0, 3, [])]));
        Assert.Throws<ArgumentException>(() => executor.Step([Row(0, 3, [Vocabulary])]));
        Assert.Throws<ArgumentException>(() => executor.CopyLane(0, 1, 4));
        Assert.Throws<InvalidOperationException>(
            () => executor.Step([Row(0, 3, [1], RowDemand.None)]).Logits(0).Length);
    }

    [Fact]
    public void Graph_with_8_bit_weights_stays_near_the_reference()
    {
        var ids = Ids(40, 11);

        AssertClose(fixture.Fresh("torch", ids), fixture.Fresh("onnx-8bit", ids), 0.05);
    }
}
