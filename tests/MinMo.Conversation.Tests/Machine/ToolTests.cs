using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

public sealed class ToolTests
{
    private const string Sum = "<tool_call>calculate one plus two</tool_call>That makes three.";

    private static ScriptedCaller Question()
        => new ScriptedCaller().IsSilentFor(512.Ms).Speaks("what is one plus two", 1024.Ms);

    private static ScriptedCall CallOf(ScriptedCaller caller, params string[] replies)
        => new(new EngineScript { Heard = caller.Utterances, Replies = replies });

    private static IEnumerable<string> Answers(ScriptedCall call) => call.Engine.Steps.OfType<AppendStep>()
        .SelectMany(static step => step.Segments).Where(static segment => segment.AnswersTool).Select(static segment => segment.Text);

    [Fact]
    public void A_tool_answers_inside_the_reply_and_nobody_hears_of_it()
    {
        var caller = Question();
        var call = CallOf(caller, Sum).PlayUntil(caller, 6000.Ms);

        Assert.Equal("That makes three.", call.One<ReplyEnded>().Heard);
        Assert.Equal("That makes three.", string.Concat(call.All<ReplyTextProduced>().Select(static text => text.Text)));
        Assert.Equal("That makes three.", string.Concat(call.Engine.Steps.OfType<SpeakStep>().Select(
            static step => ((ClauseBlock)step.Block).Text)));
        Assert.EndsWith(
            "<Assistant><tool_call>calculate one plus two</tool_call>(three)That makes three.",
            call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time now", "three oh nine")]
    [InlineData("date tomorrow", "sunday march fifteenth")]
    [InlineData("calculate one divided by zero", "unknown")]
    [InlineData("sing a song", "unknown")]
    [InlineData("voice strange", "unknown")]
    public void Tools_know_the_callers_time_and_say_what_they_do_not_know(string asked, string answer)
    {
        var caller = Question();
        var call = CallOf(caller, $"<tool_call>{asked}</tool_call>So it is.").PlayUntil(caller, 6000.Ms);

        Assert.Equal([answer], Answers(call));
        Assert.Equal("So it is.", call.One<ReplyEnded>().Heard);
    }

    [Fact]
    public void The_clock_of_the_tools_is_the_clock_of_the_call()
    {
        var caller = new ScriptedCaller().IsSilentFor(59_000.Ms).Speaks("what time is it", 1024.Ms);
        var call = CallOf(caller, "<tool_call>time now</tool_call>There.").PlayUntil(caller, 65_000.Ms);

        Assert.Equal(["three ten"], Answers(call));
    }

    [Fact]
    public void A_reply_that_goes_on_calling_ends()
    {
        var caller = Question();
        string calls = string.Concat(Enumerable.Repeat("<tool_call>time now</tool_call>", 6));
        var call = CallOf(caller, $"{calls}Never said.").PlayUntil(caller, 6000.Ms);

        Assert.Equal(3, Answers(call).Count());
        Assert.Equal(ReplyOutcome.LengthLimited, call.One<ReplyEnded>().Outcome);
        Assert.Equal("", call.One<ReplyEnded>().Text);
    }

    [Fact]
    public void A_worker_lost_behind_the_answer_is_told_of_it()
    {
        var caller = Question();
        var call = CallOf(caller, "<tool_call>calculate one plus two</tool_call>That makes three, or so I was told by the machine.")
            .PlayUntil(caller, 2300.Ms);
        call.Engine.FailNext(StepKind.Render);

        call.PlayUntil(caller, 12_000.Ms);

        Assert.NotEmpty(call.All<SessionRecovered>());
        Assert.Equal("That makes three, or so I was told by the machine.", call.One<ReplyEnded>().Heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_voice_that_reads_tokens_is_given_what_is_said_only(bool isLost)
    {
        const string Said = "That makes three, or so I was told by the machine in the cellar of the house.";
        var caller = Question();
        var call = new ScriptedCall(new EngineScript
        {
            Description = EngineScript.Minmo,
            Heard = caller.Utterances,
            Replies = [$"<tool_call>calculate one plus two</tool_call>{Said}"],
        });
        call.PlayUntil(caller, 2600.Ms);
        if (isLost)
        {
            call.Engine.FailNext(StepKind.Render);
        }

        call.PlayUntil(caller, 15_000.Ms);

        Assert.Equal(isLost ? 1 : 0, call.All<SessionRecovered>().Count);
        Assert.Equal(Said, call.One<ReplyEnded>().Heard);
        string heard = ScriptedVoice.TextOf([.. call.All<AudioProduced>().SelectMany(static audio => audio.Samples)], 960);
        Assert.Equal(isLost, heard != Said);
        AssertSaidWithoutLoss(Said, heard);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(5000)]
    [InlineData(6000)]
    public void A_voice_that_reads_tokens_goes_on_behind_a_loss_at_the_begin_of_a_word(int lostAt)
    {
        const string Said = "That makes three, or so I was told by the machine in the cellar of the house.";
        var caller = Question();
        var call = new ScriptedCall(new EngineScript { Description = EngineScript.Minmo, Heard = caller.Utterances, Replies = [Said] });
        call.PlayUntil(caller, lostAt.Ms);
        call.Engine.LoseSessions();

        call.PlayUntil(caller, 15_000.Ms);

        string heard = ScriptedVoice.TextOf([.. call.All<AudioProduced>().SelectMany(static audio => audio.Samples)], 960);
        Assert.Equal(Said, call.One<ReplyEnded>().Heard);
        AssertSaidWithoutLoss(Said, heard);
    }

    // The audio breaks off somewhere in the text and goes on at the begin of a word that was not heard to its end.
    private static void AssertSaidWithoutLoss(string said, string heard)
    {
        int cut = 0;
        while (cut < heard.Length && cut < said.Length && heard[cut] == said[cut])
        {
            cut++;
        }

        string rest = heard[cut..];
        Assert.True(said.EndsWith(rest, StringComparison.Ordinal), $"'{heard}' does not end as '{said}'");
        Assert.InRange(said.Length - rest.Length, cut - 24, cut);
    }

    [Fact]
    public void A_worker_lost_before_the_answer_is_asked_again()
    {
        var caller = Question();
        var call = CallOf(caller, Sum);
        call.Delays[StepKind.Append] = 400.Ms;
        call.PlayUntil(caller, 2300.Ms);

        call.Engine.LoseSessions();
        call.PlayUntil(caller, 9000.Ms);

        Assert.Equal("That makes three.", call.One<ReplyEnded>().Heard);
    }

    [Fact]
    public void The_caller_may_ask_for_another_manner_of_speaking()
    {
        var caller = Question().IsSilentUntil(6000.Ms).Speaks("and now", 512.Ms).IsSilentUntil(12_000.Ms).Speaks("and again", 512.Ms);
        var call = CallOf(
                caller, "<tool_call>voice slow</tool_call>I speak slower.", "Good.", "<tool_call>voice normal</tool_call>As before.")
            .PlayUntil(caller, 16_000.Ms);

        var rates = call.Engine.Steps.OfType<SpeakStep>().Select(static step => step.Voice.Rate);
        Assert.Equal([0.75f, 0.75f, 1f], rates);
        Assert.Equal(["done", "done"], Answers(call));
    }

    [Fact]
    public void A_manner_of_a_reply_that_was_dropped_is_forgotten()
    {
        // The pause looks like the end of the turn: a reply is thought ahead, then the caller goes on.
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("speak slower", 1024.Ms).IsSilentFor(400.Ms)
            .Speaks("no forget it", 1024.Ms);
        var call = new ScriptedCall(new EngineScript
        {
            Heard = caller.Utterances,
            Answers = new Dictionary<string, string>
            {
                ["speak slower"] = "<tool_call>voice slow</tool_call>I speak slower.",
                ["speak slower no forget it"] = "All right.",
            },
        }).PlayUntil(caller, 8000.Ms);

        Assert.Contains("done", Answers(call));
        Assert.Equal("All right.", call.One<ReplyEnded>().Heard);
        Assert.Equal(1f, call.Engine.Steps.OfType<SpeakStep>().Last().Voice.Rate);
    }
}
