using MinMo.Models.InputProjection;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>How far the language model's answer to heard rows is from its answer to the typed sentence.</summary>
internal sealed class HeardAnswers(HearingModel model, MindUnits units, int mostPositions) : IDisposable
{
    private readonly ReplyTeacher _teacher = new(units, model.Mind);
    private readonly DialogueWriting _writing = new(units);
    private readonly ScriptLoss _loss = new(model.Mind, mostPositions);

    /// <summary>Cross-entropy of the replies to the typed sentences, behind the heard rows.</summary>
    /// <param name="logits">What is heard, <c>[b, t, V]</c>.</param>
    /// <param name="lengths">Rows of each utterance.</param>
    /// <param name="texts">The sentences.</param>
    public Tensor Loss(Tensor logits, int[] lengths, string[] texts)
    {
        using var scope = NewDisposeScope();
        var heard = InputProjector.Rows(logits, model.Embeddings).flatten(0, 1); // [b * t, d]
        var rows = cat([zeros([1, heard.shape[1]]), heard], 0);                  // the first stands for none
        var replies = _teacher.Answer(texts);
        var longest = (int)logits.shape[1];
        var scripts = texts.Select((text, item) => Script((item * longest) + 1, lengths[item], replies[item])).ToArray();
        var packed = new PackedScripts(scripts, 128, mostPositions);
        return _loss.Of(packed, model.Embeddings, rows).MoveToOuterDisposeScope();
    }

    public void Dispose() => _loss.Dispose();

    private IReadOnlyList<ScriptPosition> Script(int firstRow, int rows, IReadOnlyList<int> reply)
    {
        var script = new DialogueScript();
        var heard = Enumerable.Range(firstRow, rows)
            .Select(row => new ScriptPosition(units.Blank, units.Blank, 1, Row: row)).ToArray();
        _writing.Ask(script, new Exchange(string.Empty, string.Empty), (target, _) => _writing.AppendHeard(target, heard, 0));
        _teacher.Append(script, reply);
        return script.Positions;
    }
}
