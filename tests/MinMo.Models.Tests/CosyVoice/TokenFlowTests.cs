using CsCheck;
using MinMo.Models.CosyVoice.Flow;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.CosyVoice;

public sealed class TokenFlowTests : IDisposable
{
    // Of the largest value: sums over a cache go in another order than those over everything.
    private const double Tolerance = 2e-5;

    private static readonly TokenFlowConfiguration Sizes = new()
    {
        ChunkTokens = 4,
        Width = 16,
        Bands = 6,
        SpeakerWidth = 5,
        Vocabulary = 50,
        Steps = 3,
        Encoder = new ConformerConfiguration
        {
            Width = 16,
            Heads = 2,
            HiddenWidth = 20,
            BlockCount = 2,
            UpBlockCount = 2,
            ChunkTokens = 4,
        },
        Estimator = new EstimatorConfiguration
        {
            Inputs = 24,
            Bands = 6,
            Width = 8,
            HeadSize = 4,
            Heads = 3,
            BlocksPerStage = 1,
            MiddleStages = 2,
            ChunkFrames = 8,
        },
    };

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly List<IDisposable> _owned = [];

    public TokenFlowTests() => set_num_threads(1);

    public void Dispose()
    {
        _owned.ForEach(static owned => owned.Dispose());
        _scope.Dispose();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 5)]
    [InlineData(3, 7)]
    [InlineData(4, 1)]
    [InlineData(9, 40)]
    public void A_stream_gives_the_frames_that_one_call_over_everything_gives(int promptTokens, int arriving)
    {
        var flow = Flow(Sizes);
        var (prompt, tokens) = (Prompt(promptTokens), Tokens(22, seed: 5));

        var streamed = Streamed(flow, flow.Begin(prompt), tokens, arriving);

        Equal(flow.Whole(prompt, tokens, chunked: true, final: true), streamed);
    }

    [Fact]
    public void Any_utterance_is_the_same_however_its_tokens_arrive()
    {
        var flow = Flow(Sizes);
        Gen.Select(Gen.Int[0, 13], Gen.Int[1, 25], Gen.Int[1, 30]).Sample(
            (promptTokens, count, arriving) =>
            {
                using var scope = NewDisposeScope();
                var (prompt, tokens) = (Prompt(promptTokens), Tokens(count, seed: count));
                Equal(
                    flow.Whole(prompt, tokens, chunked: true, final: true),
                    Streamed(flow, flow.Begin(prompt), tokens, arriving));
            },
            iter: 15, threads: 1);
    }

    [Fact]
    public void Streams_at_different_places_in_one_step_do_not_touch_each_other()
    {
        var flow = Flow(Sizes);
        var (one, other) = (Tokens(15, seed: 1), Tokens(6, seed: 2));
        var (first, second) = (Own(flow.Begin(Prompt(5))), Own(flow.Begin(Prompt(0))));
        first.Append(one);
        List<Tensor> ofFirst = [flow.Step([first])[0]];
        List<Tensor> ofSecond = [];
        second.Append(other);
        first.Complete();
        second.Complete();

        while (first.IsReady && second.IsReady)
        {
            var both = flow.Step([first, second]);
            ofFirst.Add(both[0]);
            ofSecond.Add(both[1]);
        }

        while (first.IsReady)
        {
            ofFirst.Add(flow.Step([first])[0]);
        }

        Assert.True(first.IsFinished && second.IsFinished);
        Equal(flow.Whole(Prompt(5), one, chunked: true, final: true), cat(ofFirst, 1));
        Equal(flow.Whole(Prompt(0), other, chunked: true, final: true), cat(ofSecond, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_bound_on_what_is_seen_keeps_memory_constant_and_the_stream_exact(int left)
    {
        var flow = Flow(Sizes with { LeftChunks = left });
        var (prompt, tokens) = (Prompt(6), Tokens(60, seed: 3));
        var stream = Own(flow.Begin(prompt));
        stream.Append(tokens);
        stream.Complete();
        List<Tensor> pieces = [];
        List<long> sizes = [];
        while (stream.IsReady)
        {
            pieces.Add(flow.Step([stream])[0]);
            sizes.Add(stream.ByteSize);
        }

        Equal(flow.Whole(prompt, tokens, chunked: true, final: true), cat(pieces, 1));
        Assert.Single(sizes.Skip(4).Distinct());
        Assert.Equal(flow.Configuration.BytesOfStream, sizes[^1]);
    }

    [Fact]
    public void The_released_flow_remembers_four_and_a_half_megabytes_for_each_frame()
        => Assert.Equal(4_616_192, new TokenFlowConfiguration().BytesPerFrame);

    [Fact]
    public void The_released_flow_that_sees_three_seconds_remembers_694_megabytes()
    {
        Assert.Equal(693_762_048, new TokenFlowConfiguration { LeftChunks = 2 }.BytesOfStream);
        Assert.Null(new TokenFlowConfiguration().BytesOfStream);
    }

    [Fact]
    public void A_bound_departs_from_what_is_seen_without_one()
    {
        var (bounded, unbounded) = (Flow(Sizes with { LeftChunks = 1 }), Flow(Sizes));
        var tokens = Tokens(30, seed: 4);

        var difference = bounded.Whole(Prompt(0), tokens, chunked: true, final: true)
            - unbounded.Whole(Prompt(0), tokens, chunked: true, final: true);

        // The first two mask chunks see all that is before them either way.
        Assert.InRange(difference.narrow(1, 0, 16).abs().max().ToDouble(), 0, Tolerance);
        Assert.True(difference.narrow(1, 16, 44).abs().max().ToDouble() > 100 * Tolerance);
    }

    [Fact]
    public void A_voice_that_went_through_its_prompt_once_serves_several_utterances()
    {
        var flow = Flow(Sizes);
        var prompt = Prompt(11);
        var voice = Own(flow.Begin(prompt));
        while (voice.IsReady)
        {
            Assert.Equal(0, flow.Step([voice])[0].shape[1]);
        }

        Assert.Equal(16, voice.Frames);
        foreach (var tokens in (int[][])[Tokens(9, seed: 6), Tokens(14, seed: 7)])
        {
            Equal(flow.Whole(prompt, tokens, chunked: true, final: true), Streamed(flow, voice.Fork(), tokens, 3));
        }
    }

    [Fact]
    public void A_step_that_failed_can_be_repeated()
    {
        var flow = Flow(Sizes);
        var tokens = Tokens(11, seed: 8);
        var (good, broken) = (Own(flow.Begin(Prompt(0))), Own(flow.Begin(Prompt(0) with { Noise = randn(2, 40) })));
        good.Append(tokens);
        broken.Append(tokens);

        Assert.ThrowsAny<Exception>(() => flow.Step([good, broken]));

        Equal(flow.Whole(Prompt(0), tokens, chunked: true, final: true), Streamed(flow, good, [], 1));
    }

    [Fact]
    public void Tokens_that_do_not_exist_and_tokens_behind_the_end_are_refused()
    {
        var flow = Flow(Sizes);
        var stream = Own(flow.Begin(Prompt(0)));

        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Append([50]));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Begin(Prompt(0) with { Tokens = [3, 50] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Whole(Prompt(0), [3, 50], chunked: true, final: true));
        stream.Complete();
        Assert.Throws<InvalidOperationException>(() => stream.Append([1]));
    }

    [Fact]
    public void A_stream_without_the_tokens_of_its_mask_chunk_makes_nothing()
    {
        var flow = Flow(Sizes);
        var stream = Own(flow.Begin(Prompt(0)));
        stream.Append(Tokens(6, seed: 9)); // a mask chunk of 4 looks ahead to 3

        Assert.False(stream.IsReady);
        Assert.Throws<InvalidOperationException>(() => flow.Step([stream]));
    }

    [Fact]
    public void Mask_chunks_that_differ_between_the_networks_cannot_be_streamed()
    {
        var flow = Flow(Sizes with { Estimator = Sizes.Estimator with { ChunkFrames = 6 } });

        Assert.Throws<InvalidOperationException>(() => flow.Begin(Prompt(0)));
    }

    [Fact]
    public void The_reference_makes_the_same_calls_whether_tokens_come_one_by_one_or_at_once()
    {
        foreach (var prompt in (int[])[0, 7, 30])
        {
            Assert.Equal(Calls(prompt, atOnce: true), Calls(prompt, atOnce: false));
        }
    }

    private static List<FlowCall> Calls(int prompt, bool atOnce)
    {
        const int Tokens = 163;
        var schedule = new HopSchedule(new HopSettings(), prompt);
        var calls = new List<FlowCall>();
        for (var there = atOnce ? Tokens : 1; there <= Tokens; there++)
        {
            while (schedule.Next(there, there == Tokens) is { } call)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    private static Tensor Streamed(TokenFlow flow, TokenFlowStream stream, int[] tokens, int arriving)
    {
        using (stream)
        {
            List<Tensor> pieces = [];
            foreach (var piece in tokens.Chunk(arriving))
            {
                stream.Append(piece);
                while (stream.IsReady)
                {
                    pieces.Add(flow.Step([stream])[0]);
                }
            }

            stream.Complete();
            while (stream.IsReady)
            {
                pieces.Add(flow.Step([stream])[0]);
            }

            return cat(pieces, 1);
        }
    }

    private static FlowPrompt Prompt(int tokens)
    {
        using var generator = new Generator(77);
        return new FlowPrompt(randn(5, generator: generator))
        {
            Tokens = Tokens(tokens, seed: 77),
            Mel = randn([6, 2 * tokens], generator: generator),
        };
    }

    private static int[] Tokens(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(50))];
    }

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble() / expected.abs().max().ToDouble(), 0, Tolerance);
    }

    private TokenFlow Flow(TokenFlowConfiguration sizes)
    {
        manual_seed(9);
        var flow = Own(new TokenFlow(sizes));
        flow.eval();
        return flow;
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
