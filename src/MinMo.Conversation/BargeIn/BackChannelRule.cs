using System.Text;

namespace MinMo.Conversation.BargeIn;

/// <summary>Tells words that accompany the agent's speech from words that claim the floor.</summary>
public static class BackChannelRule
{
    /// <summary>Whether the text consists of nothing but back-channels, once or repeated.</summary>
    /// <param name="text">Recognized words with any punctuation and case.</param>
    /// <param name="backChannels">Words and short phrases in lower case.</param>
    public static bool Holds(string text, IReadOnlyCollection<string> backChannels)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(backChannels);
        string[] words = Words(text);
        int at = 0;
        while (at < words.Length)
        {
            int taken = Longest(words, at, backChannels);
            if (taken == 0)
            {
                return false;
            }

            at += taken;
        }

        return true;
    }

    private static int Longest(string[] words, int at, IReadOnlyCollection<string> backChannels)
    {
        for (int count = Math.Min(3, words.Length - at); count > 0; count--)
        {
            if (backChannels.Contains(string.Join(' ', words, at, count)))
            {
                return count;
            }
        }

        return 0;
    }

    private static string[] Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            plain.Append(char.IsLetterOrDigit(c) || c is '-' or '\'' ? char.ToLowerInvariant(c) : ' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
