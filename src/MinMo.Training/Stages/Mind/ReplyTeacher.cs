using MinMo.Models.Language;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>What the language model itself answers to typed sentences: so that hearing them is taught to give the same
/// answer, and nothing else.</summary>
internal sealed class ReplyTeacher(MindUnits units, DecoderModel model)
{
    private readonly DialogueTrial _trial = new(units, new DialogueWriting(units));
    private readonly Dictionary<string, IReadOnlyList<int>> _known = new(StringComparer.Ordinal);

    /// <summary>Units of the replies, remembered.</summary>
    public IReadOnlyList<int>[] Answer(IReadOnlyList<string> texts)
    {
        Dialogue[] unknown = [.. texts.Distinct().Where(text => !_known.ContainsKey(text))
            .Select(text => new Dialogue(string.Empty, string.Empty, false, [new Exchange(text, string.Empty)]))];
        if (unknown.Length > 0)
        {
            using var noGradient = TorchSharp.torch.no_grad();
            _trial.Run(
                model, unknown, (script, exchange) => script.Append(units.Of(exchange.User), 0),
                (exchange, reply) => _known[exchange.User] = reply.Units);
        }

        return [.. texts.Select(text => _known[text])];
    }

    /// <summary>Appends a reply to a script; what a tool said is not to be foreseen.</summary>
    public void Append(DialogueScript script, IReadOnlyList<int> reply)
    {
        var isTool = false;
        foreach (var unit in reply)
        {
            isTool |= unit == units.ResponseStart;
            script.Append([unit], isTool ? 0 : 1);
            isTool &= unit != units.ResponseEnd;
        }
    }
}
