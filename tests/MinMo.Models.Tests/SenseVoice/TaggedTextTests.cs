using MinMo.Models.SenseVoice;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class TaggedTextTests
{
    [Fact]
    public void Language_emotion_and_events_are_told_apart_from_the_words()
    {
        var heard = TaggedText.Parse("<|zh|><|HAPPY|><|Laughter|><|woitn|>今天天气很好");

        Assert.Equal(("今天天气很好", "zh", "happy"), (heard.Text, heard.Language, heard.Emotion));
        Assert.Equal(["laughter"], heard.Events);
    }

    [Theory]
    [InlineData("<|en|><|EMO_UNKNOWN|><|Speech|><|withitn|>Hello.", "en", "")]
    [InlineData("<|en|><|NEUTRAL|><|Event_UNK|><|withitn|>Hello.", "en", "neutral")]
    [InlineData("Hello.", "", "")]
    public void Speech_and_what_is_not_known_are_no_events(string written, string language, string emotion)
    {
        var heard = TaggedText.Parse(written);

        Assert.Equal(("Hello.", language, emotion), (heard.Text, heard.Language, heard.Emotion));
        Assert.Empty(heard.Events);
    }

    [Fact]
    public void The_first_tag_of_a_kind_wins_and_events_are_told_once()
    {
        var heard = TaggedText.Parse("<|en|><|SAD|><|BGM|>one <|BGM|><|Cough|>two<|ja|><|HAPPY|>");

        Assert.Equal(("one two", "en", "sad"), (heard.Text, heard.Language, heard.Emotion));
        Assert.Equal(["bgm", "cough"], heard.Events);
    }

    [Fact]
    public void Unknown_tags_and_lone_brackets_stay_in_the_text()
        => Assert.Equal("a <|b|> <| c |>", TaggedText.Parse("<|en|>a <|b|> <| c |>").Text);
}
