using System.Text.RegularExpressions;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed partial class SkillDialoguesTests
{
    private static readonly Dialogue[] Trained = [.. SkillDialogues.Write(7, 4000, heldOut: false)];
    private static readonly Dialogue[] HeldOut = [.. SkillDialogues.Write(7, 2000, heldOut: true)];

    private static IEnumerable<Exchange> All => Trained.Concat(HeldOut).SelectMany(dialogue => dialogue.Exchanges);

    [Fact]
    public void The_same_seed_writes_the_same_dialogues()
        => Assert.Equal(Texts(SkillDialogues.Write(3, 200, heldOut: false)), Texts(SkillDialogues.Write(3, 200, heldOut: false)));

    [Fact]
    public void There_are_at_least_twenty_four_skills_and_all_are_asked_for()
    {
        Assert.True(SkillDialogues.Skills.Count >= 24, $"{SkillDialogues.Skills.Count} skills");
        Assert.Equal(SkillDialogues.Skills, Trained.Select(dialogue => dialogue.Skill).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(SkillDialogues.Skills, HeldOut.Select(dialogue => dialogue.Skill).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_held_out_phrasing_with_a_trained_alternative_is_ever_trained_on()
    {
        var trained = Trained.SelectMany(dialogue => dialogue.Exchanges).Select(exchange => exchange.Phrasing).ToHashSet();
        Assert.Empty(trained.Intersect(SkillBook.Embedded.Intents.SelectMany(intent => intent.Asks)
            .Where(ask => ask.HeldOut).Select(ask => ask.Id)));
    }

    [Fact]
    public void No_alternative_or_addition_makes_a_trained_phrasing_a_held_out_one()
    {
        var intents = SkillBook.Embedded.Intents.Where(intent => !intent.IsPlain)
            .SelectMany(intent => intent.Asks.Select(ask => (ask.Id, intent))).ToDictionary();
        Assert.All(
            Trained.SelectMany(dialogue => dialogue.Exchanges).Where(exchange => intents.ContainsKey(exchange.Phrasing)),
            exchange => Assert.DoesNotContain(
                HeldOutForms.Of(intents[exchange.Phrasing]), form => form.IsMatch(exchange.User) && exchange.User.Length > 0));
    }

    [Fact]
    public void At_least_a_tenth_of_the_phrasings_is_held_out()
    {
        var phrasings = SkillBook.Embedded.Intents.SelectMany(intent => intent.Asks).ToArray();
        Assert.InRange(phrasings.Count(ask => ask.HeldOut) / (double)phrasings.Length, 0.10, 0.25);
    }

    [Fact]
    public void Every_intent_has_asks_on_both_sides_unless_there_is_only_one_way_to_say_it()
        => Assert.All(
            SkillBook.Embedded.Intents.Where(intent => intent.Asks.Count > 1),
            intent => Assert.Equal([false, true], intent.Asks.Select(ask => ask.HeldOut).Distinct().Order()));

    [Fact]
    public void Every_reply_is_right_by_its_own_measure()
        => Assert.All(All, exchange => Assert.True(
            exchange.Expected.Count > 0 && exchange.Expected.All(group => group.Any(phrase => Says(exchange.Reply, phrase))),
            $"{exchange.User} -> {exchange.Reply}"));

    [Fact]
    public void What_is_said_is_plain_words_and_replies_have_three_signs()
        => Assert.All(All, exchange =>
        {
            Assert.Matches(PlainWords(), exchange.User);
            Assert.Matches(ReplyText(), exchange.Reply);
        });

    [Fact]
    public void Every_tool_that_is_used_answers()
        => Assert.DoesNotContain(
            "unknown",
            All.SelectMany(exchange => exchange.Tools).Select(tool => tool.Response));

    [Fact]
    public void A_style_lasts_until_another_is_asked_for()
    {
        string[] setting = ["style", "again"];
        var calls = Trained.Where(dialogue => dialogue.Exchanges.Count > 1).ToArray();
        var changed = calls.SelectMany(dialogue => dialogue.Exchanges.Skip(1).Zip(dialogue.Exchanges))
            .Where(pair => pair.First.Style != pair.Second.Style)
            .Select(pair => pair.First.Skill)
            .Distinct();
        Assert.Subset(setting.ToHashSet(), changed.ToHashSet());
        Assert.Contains(calls, dialogue => dialogue.Exchanges[^1] is { Style: SpeakingStyle.Whisper, Skill: not "style" });
    }

    [Fact]
    public void Say_that_again_gives_the_last_reply()
        => Assert.All(
            Trained.Where(dialogue => dialogue.Skill == "again"),
            dialogue => Assert.Equal(dialogue.Exchanges[^2].Reply, dialogue.Exchanges[^1].Reply));

    [Fact]
    public void Dialogues_have_one_to_eight_exchanges_and_some_are_silent()
    {
        Assert.All(Trained, dialogue => Assert.InRange(dialogue.Exchanges.Count, 1, 8));
        Assert.Contains(All, exchange => exchange.User.Length == 0);
    }

    private static bool Says(string reply, string phrase) =>
        $" {Signs().Replace(reply, "")} ".Contains($" {Signs().Replace(phrase, "")} ", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(IEnumerable<Dialogue> dialogues) =>
        dialogues.Select(dialogue => string.Concat(DialogueText.Nano(dialogue, isSpoken: true).Select(span => span.Text)));

    [GeneratedRegex("^([a-z']+( [a-z']+)*)?$")]
    private static partial Regex PlainWords();

    [GeneratedRegex("^[a-z']+([,.?]? [a-z']+)*[.?]$")]
    private static partial Regex ReplyText();

    [GeneratedRegex("[.,?]")]
    private static partial Regex Signs();
}
