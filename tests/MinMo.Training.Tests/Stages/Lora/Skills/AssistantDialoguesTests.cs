using System.Text.RegularExpressions;
using MinMo.Conversation.Tools;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Lora;
using MinMo.Training.Stages.Lora.Skills;

namespace MinMo.Training.Tests.Stages.Lora.Skills;

public sealed partial class AssistantDialoguesTests
{
    private static readonly IReadOnlyList<LoraMessage>[] Dialogues =
        [.. new AssistantDialogues(5).Render(SkillDialogues.Write(5, 600, heldOut: false))];

    [Fact]
    public void The_same_seed_writes_the_same_dialogues()
        => Assert.Equal(Dialogues, new AssistantDialogues(5).Render(SkillDialogues.Write(5, 600, heldOut: false)));

    [Fact]
    public void Callers_and_assistant_take_turns()
        => Assert.All(Dialogues, static dialogue =>
        {
            string[] roles = [.. dialogue.Select(static message => message.Role).SkipWhile(static role => role == "system")];
            Assert.Equal(0, roles.Length % 2);
            Assert.All(roles.Index(), static role => Assert.Equal(role.Index % 2 == 0 ? "user" : "assistant", role.Item));
        });

    [Fact]
    public void Every_call_of_a_tool_is_understood_by_the_tool()
    {
        var calls = Dialogues.SelectMany(static dialogue => dialogue).SelectMany(static message => Call().Matches(message.Content))
            .Select(static match => match.Groups[1].Value).Where(static call => !call.StartsWith("voice ", StringComparison.Ordinal)).ToArray();

        Assert.True(calls.Length > 50, $"only {calls.Length} calls");
        Assert.All(calls, static call => Assert.NotEqual(BuiltInTools.Unknown, BuiltInTools.Run(call, new DateTimeOffset(2026, 3, 14, 15, 9, 0, TimeSpan.Zero))));
    }

    [Fact]
    public void Answers_without_their_calls_are_only_context()
    {
        var context = Dialogues.SelectMany(static dialogue => dialogue).Where(static message => !message.Learnt).ToArray();

        Assert.NotEmpty(context);
        Assert.All(context, static message => Assert.DoesNotContain("<tool_call>", message.Content, StringComparison.Ordinal));
    }

    [Fact]
    public void The_assistant_has_one_name()
        => Assert.All(Dialogues.SelectMany(static dialogue => dialogue), static message
            => Assert.DoesNotMatch(@"\b[Nn]ano\b", message.Content));

    [GeneratedRegex("<tool_call>(.*?)</tool_call>")]
    private static partial Regex Call();
}
