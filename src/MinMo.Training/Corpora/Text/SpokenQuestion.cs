using MinMo.Conversation.Dialogue;

namespace MinMo.Training.Corpora.Text;

/// <summary>Writes what a caller said as a person would type it: capitals, and a question mark or full stop.</summary>
internal static class SpokenQuestion
{
    private static readonly HashSet<string> Openings = new(StringComparer.Ordinal)
    {
        "what", "what's", "who", "who's", "which", "when", "where", "why", "how", "how's", "whom", "can", "could", "would",
        "will", "do", "does", "did", "is", "are", "am", "may", "shall", "should", "have", "has", "was", "were",
    };

    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "um", "uh", "hey", "okay", "so", "well", "hi", "please", "nano", "and", "now", "alright", "hmm", "oh", "right",
        "hello", "yes", "sorry", "listen", "great", "excuse", "me",
    };

    public static string Write(string said)
    {
        if (said.Length == 0)
        {
            return said;
        }
        var first = said.Split(' ').FirstOrDefault(word => !Fillers.Contains(word));
        return ReplyCasing.Restore(said + (first is not null && Openings.Contains(first) ? "?" : "."));
    }
}
