using MinMo.Abstractions.Settings;
using MinMo.Conversation.Tools;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Asks a typed assistant the skills in phrasings that were never trained on, whole dialogues with its own
/// earlier answers as context.</summary>
/// <param name="assistant">The model.</param>
/// <param name="seed">Of the dialogues.</param>
public sealed class SkillExamination(TypedAssistant assistant, int seed)
{
    private static readonly DateTimeOffset SomeTime = new(2026, 3, 14, 15, 9, 0, TimeSpan.Zero);

    private readonly CallerWriting _writing = new(seed + 1);

    /// <summary>Asks until enough questions with a known answer were put.</summary>
    /// <param name="questions">How many at least.</param>
    /// <param name="manner">How the questions are written.</param>
    /// <param name="isMisheard">Whether a small word of every question is lost or confused.</param>
    public IEnumerable<SkillAnswer> Ask(int questions, CallerText manner, bool isMisheard)
    {
        var asked = 0;
        foreach (var dialogue in SkillDialogues.Write(seed, questions, heldOut: true))
        {
            if (asked >= questions)
            {
                yield break;
            }

            if (dialogue.Exchanges.All(SkillAnswers.IsAnswerable))
            {
                foreach (var answer in Ask(dialogue, manner, isMisheard))
                {
                    asked++;
                    yield return answer;
                }
            }
        }
    }

    private IEnumerable<SkillAnswer> Ask(Dialogue dialogue, CallerText manner, bool isMisheard)
    {
        var messages = new List<LoraMessage> { new("system", CallSettings.DefaultInstructions) };
        foreach (var exchange in dialogue.Exchanges)
        {
            var question = _writing.Write(exchange, manner, isMisheard);
            messages.Add(new LoraMessage("user", question));
            var reply = assistant.Reply(messages, call => RunTool(exchange, call));
            messages.Add(new LoraMessage("assistant", reply.Text));
            if (exchange.Expected.Count > 0)
            {
                yield return new SkillAnswer(exchange.Skill, question, reply, SkillAnswers.IsRight(exchange, reply.Text));
            }
        }
    }

    // The dialogue was written for a day of its own: a call that asks the same is told what was told then.
    private static string RunTool(Exchange exchange, string call)
    {
        var answer = call.StartsWith("voice ", StringComparison.Ordinal) ? "done" : BuiltInTools.Run(call, SomeTime);
        return exchange.Tools is [var tool] && answer == BuiltInTools.Run(tool.Call, SomeTime) ? tool.Response : answer;
    }
}
