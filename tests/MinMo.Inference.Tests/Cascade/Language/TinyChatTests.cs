using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Inference.Tests.Cascade.Language;

public sealed class TinyChatTests
{
    // A random model never ends a reply by itself soon; a warm draw keeps it from looping.
    private static readonly ReplySettings Warm = new() { Temperature = 1.5f, TopP = 1, Seed = 11 };

    [Fact]
    public async Task Thinking_in_steps_of_any_size_gives_the_same_reply()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();
        var begin = await chat.PromptAsync(call, "hello");
        var whole = await chat.ThinkAsync(call, 12, Warm);

        await chat.RunAsync(new TruncateStep(call.Session, call.Lane, begin));
        List<ReplyToken> pieces = [];
        foreach (var size in new[] { 1, 5, 2, 4 })
        {
            pieces.AddRange((await chat.ThinkAsync(call, size, Warm)).Tokens);
        }

        Assert.Equal(whole.Tokens, pieces);
        Assert.Equal(begin.Tokens + 12, whole.Tokens[^1].End.Tokens);
    }

    [Fact]
    public async Task Four_calls_thinking_together_get_what_each_gets_alone()
    {
        await using var chat = await TinyChat.StartAsync();
        string[] words = ["hi", "what is the weather like today?", "one two three four five six seven", "no"];
        var alone = new List<ReplyToken[]>();
        var calls = new List<Admission.Granted>();
        foreach (var word in words)
        {
            var call = await chat.OpenAsync();
            await chat.PromptAsync(call, word);
            alone.Add((await chat.ThinkAsync(call, 15, Warm)).Tokens);
            calls.Add(call);
        }

        var together = await Task.WhenAll(calls.Zip(words).Select(async pair =>
        {
            await chat.PromptAsync(pair.First, pair.Second);
            return (await chat.ThinkAsync(pair.First, 15, Warm)).Tokens;
        }));

        Assert.Equal(alone, together);
        Assert.Equal(4, alone.Select(static tokens => string.Concat(tokens.Select(token => token.Text))).Distinct().Count());
    }

    [Fact]
    public async Task A_lane_cut_inside_a_reply_goes_on_as_before()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();
        await chat.PromptAsync(call, "tell me a story");
        var told = await chat.ThinkAsync(call, 10, Warm);

        await chat.RunAsync(new TruncateStep(call.Session, call.Lane, told.Tokens[3].End));
        var again = await chat.ThinkAsync(call, 6, Warm);

        Assert.Equal(told.Tokens[4..], again.Tokens);
    }

    [Fact]
    public async Task A_dialogue_cut_at_what_was_heard_equals_one_that_said_no_more()
    {
        await using var chat = await TinyChat.StartAsync();
        var cut = await chat.OpenAsync();
        await chat.PromptAsync(cut, "tell me a story");
        var told = await chat.ThinkAsync(cut, 10, Warm);
        var heard = string.Concat(told.Tokens[..4].Select(static token => token.Text));
        PromptSegment[] next =
            [PromptSegment.CloseReply(), PromptSegment.Whole(DialogueRole.User, "stop"), PromptSegment.OpenReply()];
        await chat.AppendAsync(cut, told.Tokens[3].End.Tokens, next);

        var fresh = await chat.OpenAsync();
        var prompt = await chat.PromptAsync(fresh, "tell me a story");
        await chat.ThinkAsync(fresh, 4, Warm);
        await chat.AppendAsync(fresh, prompt.Tokens + 4, next);

        Assert.NotEmpty(heard);
        Assert.Equal((await chat.ThinkAsync(fresh, 8, Warm)).Tokens, (await chat.ThinkAsync(cut, 8, Warm)).Tokens);
    }

    [Fact]
    public async Task A_prompt_in_slices_equals_the_whole_prompt()
    {
        await using var sliced = await TinyChat.StartAsync(static options => options.PromptSlice = 3);
        await using var whole = await TinyChat.StartAsync(static options => options.PromptSlice = 1_000);
        var (one, other) = (await sliced.OpenAsync(), await whole.OpenAsync());

        Assert.Equal(
            await sliced.PromptAsync(one, "what is the weather like?"),
            await whole.PromptAsync(other, "what is the weather like?"));
        Assert.Equal((await whole.ThinkAsync(other, 8, Warm)).Tokens, (await sliced.ThinkAsync(one, 8, Warm)).Tokens);
    }

    [Fact]
    public async Task A_fork_goes_on_like_its_source_and_leaves_it_alone()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();
        var begin = await chat.PromptAsync(call, "hello");
        var fork = Assert.IsType<ForkResult>(
            await chat.RunAsync(new ForkStep(call.Session, TimeSpan.Zero, call.Lane, begin)));

        var forked = await chat.ThinkAsync(call, 6, Warm with { Seed = 5 }, fork.Lane);
        var source = await chat.ThinkAsync(call, 6, Warm);
        await chat.RunAsync(new TruncateStep(call.Session, fork.Lane, begin));
        var again = await chat.ThinkAsync(call, 6, Warm, fork.Lane);

        Assert.NotEqual(source.Tokens, forked.Tokens);
        Assert.Equal(source.Tokens, again.Tokens);
    }

    [Fact]
    public async Task A_full_lane_ends_the_reply_and_can_still_be_closed()
    {
        await using var chat = await TinyChat.StartAsync(static options => options.LaneLength = 64);
        var call = await chat.OpenAsync();
        await chat.PromptAsync(call, "hello");

        var reply = await chat.ThinkAsync(call, 100, Warm);

        Assert.Equal(ReplyEnd.LaneFull, reply.End);
        Assert.Equal(60, reply.Tokens[^1].End.Tokens);
        Assert.Equal(62, Assert.IsType<AppendResult>(await chat.AppendAsync(call, 60, PromptSegment.CloseReply())).End.Tokens);
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_refused_and_changes_nothing()
    {
        await using var chat = await TinyChat.StartAsync(static options => options.LaneLength = 64);
        var call = await chat.OpenAsync();
        var begin = await chat.PromptAsync(call, "hello");
        var refused = await chat.AppendAsync(
            call, 0, PromptSegment.Whole(DialogueRole.User, string.Concat(Enumerable.Repeat("many words ", 100))));

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(refused).Failure);
        Assert.Equal(begin.Tokens + 1, (await chat.ThinkAsync(call, 1, Warm)).Tokens[0].End.Tokens);
    }

    [Fact]
    public async Task A_looping_reply_is_cut()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();
        await chat.PromptAsync(call, "hello");

        // A penalty below 1 rewards what was said before, so that any model loops.
        var reply = await chat.ThinkAsync(call, 200, new ReplySettings { Temperature = 0, RepetitionPenalty = 0.1f });

        Assert.Equal(ReplyEnd.Looped, reply.End);
    }

    [Fact]
    public async Task Positions_outside_the_lane_are_invalid()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();
        var begin = await chat.PromptAsync(call, "hello");

        var beyond = await chat.RunAsync(
            new TruncateStep(call.Session, call.Lane, new LanePosition(begin.Tokens + 1)));

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(beyond).Failure);
    }

    [Fact]
    public async Task The_lane_of_another_call_is_invalid()
    {
        await using var chat = await TinyChat.StartAsync();
        var (mine, other) = (await chat.OpenAsync(), await chat.OpenAsync());
        await chat.PromptAsync(other, "secret");

        var result = await chat.RunAsync(new ThinkStep(mine.Session, TimeSpan.Zero, false, other.Lane, 1, Warm));

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(result).Failure);
    }

    [Fact]
    public async Task Thinking_in_an_empty_lane_is_invalid()
    {
        await using var chat = await TinyChat.StartAsync();
        var call = await chat.OpenAsync();

        var result = await chat.RunAsync(new ThinkStep(call.Session, TimeSpan.Zero, false, call.Lane, 1, Warm));

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(result).Failure);
    }
}
