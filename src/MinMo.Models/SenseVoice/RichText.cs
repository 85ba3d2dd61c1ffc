using System.Text.RegularExpressions;

namespace MinMo.Models.SenseVoice;

/// <summary>Shows tags as emoji, for people: sound events in front of what was said in a language, the emotion behind it.
/// Everything as FunASR's rich transcription does it, its oddities included.</summary>
public static partial class RichText
{
    private const string NothingKnown = "<|nospeech|><|Event_UNK|>";
    private const string NothingKnownEmoji = "❓";
    private const string Coughing = "😷"; // cleared of spaces like the others, though never written

    private static readonly string[] EmotionEmoji = [.. SenseVoiceTags.Emotions.Select(emotion => emotion.Emoji)];
    private static readonly string[] EventEmoji = [.. SenseVoiceTags.ShownEvents.Select(shown => shown.Emoji), Coughing];

    /// <summary>Writes a text for people.</summary>
    /// <param name="tagged">As the model wrote it.</param>
    public static string Write(string tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        var whole = tagged.Replace(NothingKnown, NothingKnownEmoji, StringComparison.Ordinal);
        string[] segments = [.. LanguageTag().Split(whole).Select(Show)];
        var text = " " + segments[0]; // the space keeps its event from being compared
        string? current = null;
        foreach (var segment in segments[1..])
        {
            var shown = WithoutRepeatedEvent(segment, current);
            if (shown.Length == 0)
            {
                continue;
            }

            current = EventEmoji.FirstOrDefault(emoji => shown.StartsWith(emoji, StringComparison.Ordinal));
            text = WithoutRepeatedEmotion(text, shown) + shown.Trim();
        }

        return text.Replace("The.", " ", StringComparison.Ordinal).Trim();
    }

    private static string WithoutRepeatedEvent(string segment, string? current)
        => current is not null && segment.StartsWith(current, StringComparison.Ordinal) ? segment[current.Length..] : segment;

    private static string WithoutRepeatedEmotion(string text, string segment)
        => Array.Find(EmotionEmoji, emoji => segment.EndsWith(emoji, StringComparison.Ordinal)) is { } emotion
            && text.EndsWith(emotion, StringComparison.Ordinal)
            ? text[..^emotion.Length]
            : text;

    private static string Show(string segment)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tag in SenseVoiceTags.All)
        {
            var written = SenseVoiceTags.Written(tag);
            var without = segment.Replace(written, string.Empty, StringComparison.Ordinal);
            counts[tag] = (segment.Length - without.Length) / written.Length;
            segment = without;
        }

        foreach (var (_, emoji) in SenseVoiceTags.ShownEvents.Where(shown => counts[shown.Tag] > 0))
        {
            segment = emoji + segment;
        }

        segment += EmotionOf(counts);
        foreach (var emoji in (ReadOnlySpan<string>)[.. EmotionEmoji, .. EventEmoji])
        {
            segment = segment.Replace($" {emoji}", emoji, StringComparison.Ordinal);
            segment = segment.Replace($"{emoji} ", emoji, StringComparison.Ordinal);
        }

        return segment.Trim();
    }

    /// <summary>The emotion that is tagged more often than being neutral and than those before it; empty for none.</summary>
    private static string EmotionOf(Dictionary<string, int> counts)
    {
        var (best, shown) = (counts[SenseVoiceTags.Neutral], string.Empty);
        foreach (var (tag, emoji) in SenseVoiceTags.Emotions)
        {
            if (counts[tag] > best)
            {
                (best, shown) = (counts[tag], emoji);
            }
        }

        return shown;
    }

    [GeneratedRegex(@"<\|(?:zh|en|yue|ja|ko|nospeech)\|>", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
