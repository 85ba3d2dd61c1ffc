namespace MinMo.Training.Corpora.Text;

/// <summary>Adds what people say around what they want: "um", "okay", "please", "hey nano".</summary>
internal sealed class SpokenManner(Random random)
{
    private static readonly string[] Openings =
    [
        "um", "uh", "hey", "okay", "so", "well", "hi", "please", "hey nano", "okay nano", "nano", "excuse me", "and",
        "now", "alright", "hmm", "oh", "right", "hello", "uh hi", "um okay", "yes", "sorry", "listen", "great",
    ];

    private static readonly string[] Closings =
        ["please", "thanks", "thank you", "now", "nano", "for me", "if you can", "if you don't mind"];

    public string Dress(string text, bool isPlain)
    {
        if (random.Next(100) < 22)
        {
            text = $"{Openings[random.Next(Openings.Length)]} {text}";
        }
        var isPolite = text.Contains("please", StringComparison.Ordinal) || text.Contains("thank", StringComparison.Ordinal);
        if (!isPlain && !isPolite && random.Next(100) < 14)
        {
            text = $"{text} {Closings[random.Next(100) < 60 ? 0 : random.Next(Closings.Length)]}";
        }
        return random.Next(100) < 4 ? Hesitate(text) : text;
    }

    private string Hesitate(string text)
    {
        var words = text.Split(' ');
        var at = random.Next(1, words.Length + 1);
        return string.Join(' ', [.. words[..at], random.Next(2) == 0 ? "um" : "uh", .. words[at..]]).TrimEnd();
    }
}
