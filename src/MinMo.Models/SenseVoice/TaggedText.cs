namespace MinMo.Models.SenseVoice;

/// <summary>What a SenseVoiceSmall wrote, taken apart.</summary>
/// <param name="Text">What was said, trimmed, without tags.</param>
/// <param name="Language"><c>zh</c>, <c>en</c>, <c>yue</c>, <c>ja</c>, <c>ko</c>, or <c>nospeech</c>; empty if it was not told.</param>
/// <param name="Emotion">Lower case: <c>happy</c>, <c>sad</c>, <c>angry</c>, <c>neutral</c>, <c>fearful</c>, <c>disgusted</c>,
/// <c>surprised</c>; empty if the model does not tell.</param>
/// <param name="Events">What else is heard, lower case, as tagged: <c>bgm</c>, <c>applause</c>, <c>laughter</c>,
/// <c>cry</c>, <c>sneeze</c>, <c>breath</c>, <c>cough</c>, <c>sing</c>, <c>speech_noise</c>; speech itself is none.</param>
public sealed record TaggedText(string Text, string Language, string Emotion, IReadOnlyList<string> Events)
{
    private const string Open = "<|";
    private const string Close = "|>";

    private static readonly HashSet<string> Known = [.. SenseVoiceTags.All];
    private static readonly HashSet<string> Languages = [.. SenseVoiceTags.Languages];
    private static readonly HashSet<string> NoEvents = ["Speech", "GBG", "Event_UNK"];

    private static readonly HashSet<string> EventTags =
        [.. SenseVoiceTags.ShownEvents.Select(shown => shown.Tag), .. SenseVoiceTags.OtherEvents];

    private static readonly HashSet<string> EmotionTags =
        [SenseVoiceTags.Neutral, .. SenseVoiceTags.Emotions.Select(emotion => emotion.Tag)];

    /// <summary>Takes a text apart. Tags count wherever they stand, the first of a kind wins, and unknown ones stay in the
    /// text.</summary>
    public static TaggedText Parse(string tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        var (language, emotion) = (string.Empty, string.Empty);
        var events = new List<string>();
        foreach (var tag in TagsOf(tagged))
        {
            language = language.Length == 0 && Languages.Contains(tag) ? tag : language;
            emotion = emotion.Length == 0 && EmotionTags.Contains(tag) ? Lower(tag) : emotion;
            if (EventTags.Contains(tag) && !NoEvents.Contains(tag) && !events.Contains(Lower(tag)))
            {
                events.Add(Lower(tag));
            }
        }

        var text = SenseVoiceTags.All.Aggregate(
            tagged, (rest, tag) => rest.Replace(SenseVoiceTags.Written(tag), string.Empty, StringComparison.Ordinal));
        return new TaggedText(text.Trim(), language, emotion, events);
    }

    private static IEnumerable<string> TagsOf(string text)
    {
        for (var at = text.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Open, at + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf(Close, at, StringComparison.Ordinal);
            if (end > at + 1 && text[(at + Open.Length)..end] is var tag && Known.Contains(tag))
            {
                yield return tag;
            }
        }
    }

    private static string Lower(string tag) => tag.ToLowerInvariant();
}
