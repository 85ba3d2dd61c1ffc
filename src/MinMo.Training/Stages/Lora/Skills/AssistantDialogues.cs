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
    private readonly CallerWriting _writing = new(seed + 1);

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

        // Recognizers write capitals and digits, so that half of the dialogues do.
        var manner = _random.Next(4) switch { 0 => CallerText.Lower, 1 => CallerText.Words, _ => CallerText.Digits };
        var usesTools = dialogue.Exchanges.Any(static exchange => exchange.Tools.Count > 0);
        var isHistory = usesTools && _random.Next(4) == 0; // a lane that was written anew holds no calls of tools
        var style = SpeakingStyle.Normal;
        for (var index = 0; index < dialogue.Exchanges.Count; index++)
        {
            var exchange = dialogue.Exchanges[index];
            var isLast = index == dialogue.Exchanges.Count - 1;
            messages.Add(new LoraMessage("user", _writing.Write(exchange, manner, _random.Next(6) == 0)));
            messages.Add(isHistory && !isLast
                ? new LoraMessage("assistant", SkillAnswers.Said(exchange), Learnt: false)
                : new LoraMessage("assistant", SkillAnswers.Write(exchange, style, manner == CallerText.Digits)));
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
}
