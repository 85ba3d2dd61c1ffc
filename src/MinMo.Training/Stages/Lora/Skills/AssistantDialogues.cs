using MinMo.Abstractions.Settings;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>The skills' dialogues for a public language model: cased text as a recognizer writes it or lower case, digits
/// or number words, words lost now and then, and tools called in the answers.</summary>
/// <param name="seed">Of everything drawn.</param>
public sealed class AssistantDialogues(int seed)
{
    private static readonly string[] OtherInstructions =
    [
        "You are MinMo, a friendly voice assistant on the phone. Answer briefly.",
        "You are a helpful phone assistant named MinMo.",
        "You are a helpful AI assistant named MinMo. Answer in one short sentence.",
        "Your name is MinMo. You talk with callers on the phone. Be brief and friendly.",
        "You are MinMo. Keep it short.",
        "You are a helpful AI assistant.",
    ];

    private readonly Random _random = new(seed);
    private readonly Mishearing _mishearing = new(new Random(seed + 1));

    /// <summary>Renders dialogues; those in which nothing is said that a model can answer from text are left out.</summary>
    /// <param name="dialogues">From <see cref="SkillDialogues"/>.</param>
    public IEnumerable<IReadOnlyList<LoraMessage>> Render(IEnumerable<Dialogue> dialogues)
    {
        ArgumentNullException.ThrowIfNull(dialogues);
        foreach (var dialogue in dialogues)
        {
            if (dialogue.Exchanges.All(SkillAnswers.IsAnswerable))
            {
                yield return Render(dialogue);
            }
        }
    }

    private LoraMessage[] Render(Dialogue dialogue)
    {
        var messages = new List<LoraMessage>();
        if (Instructions() is { } instructions)
        {
            messages.Add(new LoraMessage("system", instructions));
        }

        var manner = (CallerText)_random.Next((int)CallerText.Kinds);
        var usesTools = dialogue.Exchanges.Any(static exchange => exchange.Tools.Count > 0);
        var isHistory = usesTools && _random.Next(4) == 0; // a lane that was written anew holds no calls of tools
        var style = SpeakingStyle.Normal;
        for (var index = 0; index < dialogue.Exchanges.Count; index++)
        {
            var exchange = dialogue.Exchanges[index];
            var isLast = index == dialogue.Exchanges.Count - 1;
            messages.Add(new LoraMessage("user", Ask(exchange, manner)));
            messages.Add(isHistory && !isLast
                ? new LoraMessage("assistant", SkillAnswers.Said(exchange), Learnt: false)
                : new LoraMessage("assistant", SkillAnswers.Write(exchange, style, HasDigits(manner))));
            style = exchange.Style;
        }

        return [.. messages];
    }

    private string? Instructions() => _random.Next(20) switch
    {
        < 15 => CallSettings.DefaultInstructions,
        < 18 => OtherInstructions[_random.Next(OtherInstructions.Length)],
        _ => null,
    };

    private string Ask(Exchange exchange, CallerText manner)
    {
        var text = SkillAnswers.Rename(exchange.User);
        if (_random.Next(6) == 0)
        {
            text = _mishearing.Change(text, SkillAnswers.Needed(exchange));
        }

        if (HasDigits(manner))
        {
            text = WrittenNumbers.Write(text);
        }

        return manner == CallerText.Lower ? text : WrittenText.OfCaller(text);
    }

    private static bool HasDigits(CallerText manner) => manner is CallerText.Digits or CallerText.DigitsAgain;

    /// <summary>Recognizers write capitals and digits, so that half of the dialogues do.</summary>
    private enum CallerText
    {
        Lower,
        Words,
        Digits,
        DigitsAgain,
        Kinds,
    }
}
