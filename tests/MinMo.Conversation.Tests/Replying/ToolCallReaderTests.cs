using CsCheck;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Tests.Replying;

public sealed class ToolCallReaderTests
{
    [Fact]
    public void A_call_is_parted_from_what_is_said()
    {
        var reader = new ToolCallReader();

        var (said, call) = reader.Read("One moment. <tool_call>time now</tool_call>It is ");

        Assert.Equal("One moment. It is ", said);
        Assert.Equal("time now", call);
    }

    [Fact]
    public void It_makes_no_difference_how_the_text_is_cut()
    {
        const string Text = "a < b, <b>c</b> <tool_call>date today</tool_call>d <tool";
        Gen.Int[1, 6].Array[Text.Length].Sample(cuts =>
        {
            var reader = new ToolCallReader();
            var (said, calls, at) = ("", new List<string>(), 0);
            foreach (int cut in cuts)
            {
                int end = Math.Min(Text.Length, at + cut);
                var piece = reader.Read(Text[at..end]);
                said += piece.Said;
                calls.AddRange(piece.Call is { } call ? [call] : []);
                at = end;
            }

            return said + reader.Finish() == "a < b, <b>c</b> d <tool" && calls is ["date today"];
        });
    }

    [Fact]
    public void A_call_that_never_ends_is_not_said()
    {
        var reader = new ToolCallReader();

        Assert.Equal(("So. ", null), reader.Read("So. <tool_call>calculate"));
        Assert.True(reader.InCall);
        Assert.Empty(reader.Finish());
    }
}
