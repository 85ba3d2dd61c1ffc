namespace MinMo.Training.Corpora.Text;

/// <summary>Adds what people say around what they want: "can you tell me", "um", "okay", "please", "hey nano".</summary>
internal sealed class SpokenManner(Random random)
{
    private const int LeadPercent = 22;
    private const int OpeningPercent = 22;
    private const int ClosingPercent = 14;
    private const int HesitationPercent = 4;

    private static readonly string[] Openings =
    [
        "um", "uh", "hey", "okay", "so", "well", "hi", "please", "hey nano", "okay nano", "nano", "excuse me", "and",
        "now", "alright", "hmm", "oh", "right", "hello", "uh hi", "um okay", "yes", "sorry", "listen", "great",
    ];

    private static readonly string[] Closings =
        ["please", "thanks", "thank you", "now", "nano", "for me", "if you can", "if you don't mind"];

    private static readonly string[] BeforeQuestions =
    [
        "can you tell me", "could you tell me", "tell me", "please tell me", "do you know", "i want to know",
        "i'd like to know", "i would like to know", "quick question", "i have a question", "one question",
        "i need to know", "my question is", "i wonder", "i was wondering", "maybe you know", "would you know",
        "let me ask you", "can i ask you", "any idea", "you know", "another question",
    ];

    private static readonly string[] BeforeOrders =
    [
        "can you", "could you", "would you", "will you", "can you please", "could you please", "would you please",
        "i want you to", "i'd like you to", "i would like you to", "i need you to", "try to", "just",
    ];

    private static readonly (string Start, string Question, string Verb)[] Turned =
    [
        ("what is ", "what", "is"), ("what's ", "what", "is"), ("what are ", "what", "are"), ("who is ", "who", "is"),
        ("where is ", "where", "is"), ("how much is ", "how much", "is"),
    ];

    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "what", "what's", "which", "who", "when", "where", "how",
    };

    private static readonly HashSet<string> Orders = new(StringComparer.Ordinal)
    {
        "add", "multiply", "subtract", "divide", "calculate", "convert", "count", "spell", "repeat", "say", "give", "name",
        "tell", "list", "mix", "turn", "change", "book", "reserve", "set", "wake", "read", "write", "take", "play", "call",
        "send", "order", "speak", "talk", "slow", "speed", "find", "show", "open", "close", "remind", "make", "work",
    };

    /// <summary>Puts words before a question or an order that lead to it; others stay as they are.</summary>
    public string Lead(string text)
    {
        var cut = text.IndexOf(' ', StringComparison.Ordinal);
        var first = cut < 0 ? text : text[..cut];
        if (cut < 0 || random.Next(100) >= LeadPercent)
        {
            return text;
        }
        return Questions.Contains(first) ? $"{BeforeQuestions[random.Next(BeforeQuestions.Length)]} {Turn(text)}"
            : Orders.Contains(first) ? $"{BeforeOrders[random.Next(BeforeOrders.Length)]} {text}"
            : text;
    }

    /// <summary>Adds a polite end now and then.</summary>
    public string Close(string text)
    {
        var isPolite = text.Contains("please", StringComparison.Ordinal) || text.Contains("thank", StringComparison.Ordinal);
        return isPolite || random.Next(100) >= ClosingPercent
            ? text
            : $"{text} {Closings[random.Next(100) < 60 ? 0 : random.Next(Closings.Length)]}";
    }

    /// <summary>Adds what is said before anything is said, and hesitations.</summary>
    public string Open(string text)
    {
        if (random.Next(100) < OpeningPercent)
        {
            text = $"{Openings[random.Next(Openings.Length)]} {text}";
        }
        return random.Next(100) < HesitationPercent ? Hesitate(text) : text;
    }

    /// <summary>Mostly "what the capital of spain is", not "what is the capital of spain".</summary>
    private string Turn(string text)
    {
        // "what is bigger, this or that" has nothing to turn.
        if (random.Next(3) == 0 || text.Contains(" or ", StringComparison.Ordinal))
        {
            return text;
        }
        var turned = Array.Find(Turned, turned => text.StartsWith(turned.Start, StringComparison.Ordinal));
        return turned.Start is null ? text : $"{turned.Question} {text[turned.Start.Length..]} {turned.Verb}";
    }

    private string Hesitate(string text)
    {
        var words = text.Split(' ');
        var at = random.Next(1, words.Length + 1);
        return string.Join(' ', [.. words[..at], random.Next(2) == 0 ? "um" : "uh", .. words[at..]]).TrimEnd();
    }
}
