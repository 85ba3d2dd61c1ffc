using MinMo.Models.Language;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>One pass over a batch, teacher-forced: semantic vectors and speech tokens in, scores of what comes next
/// out.</summary>
internal sealed class VoicePass(VoiceLanguageModel model)
{
    private const double ReplacedShare = 0.08;

    /// <summary>Scores and targets of all positions that predict.</summary>
    /// <param name="batch">Utterances.</param>
    /// <param name="vectors">Semantic vectors of the units of the batch, <c>[units, d]</c>.</param>
    /// <param name="replacing">Some tokens that are read are wrong, as they will be when the model reads its own; null
    /// for none.</param>
    /// <returns><c>[n, codes + 3]</c> and <c>[n]</c>.</returns>
    public (Tensor Logits, Tensor Targets) Run(VoiceBatch batch, Tensor vectors, Random? replacing)
    {
        var tokens = replacing is null ? batch.Tokens : Replaced(batch.Tokens, replacing);
        var table = cat([
            model.EmbedMark(VoiceMark.Start), model.EmbedMark(VoiceMark.TurnOfSpeech), vectors, model.Embed(tensor(tokens))]);
        var x = table.index_select(0, batch.Rows).view(batch.Count, batch.Length, -1);  // [b, t, d]
        using var attention = new CausalAttention(model.Configuration.Decoder, batch.Length, ScalarType.Float32);
        var states = model.Body.call(x, attention).view(batch.Count * batch.Length, -1);
        return (model.Logits(states.index_select(0, batch.Predictions)), batch.Targets);
    }

    /// <summary>Adds how well a pass over held-out utterances foresaw their tokens.</summary>
    /// <param name="logits">As <see cref="Run"/> gives them.</param>
    /// <param name="targets">As <see cref="Run"/> gives them.</param>
    /// <param name="metrics">Gets the loss and the share of right tokens.</param>
    public static void Measure(Tensor logits, Tensor targets, StepMetrics metrics)
    {
        var count = targets.shape[0];
        metrics.Add("held_out_loss", nn.functional.cross_entropy(logits, targets).ToDouble(), count);
        var right = (logits.argmax(-1) == targets).to(ScalarType.Float32).mean();
        metrics.Add("held_out_right", right.ToDouble(), count);
    }

    private long[] Replaced(long[] tokens, Random random)
    {
        var codes = model.Configuration.Quantizer.CodeCount;
        return [.. tokens.Select(token => random.NextDouble() < ReplacedShare ? random.Next(codes) : token)];
    }
}
