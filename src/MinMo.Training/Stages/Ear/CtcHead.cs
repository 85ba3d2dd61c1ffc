using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>A linear layer to units with the loss of connectionist temporal classification.</summary>
internal sealed class CtcHead : nn.Module<Tensor, Tensor>
{
    private readonly int _blank;

    [ComponentName(Name = "linear")]
    private readonly Linear _linear;

    public CtcHead(int width, RecognitionUnits units)
        : base(nameof(CtcHead))
    {
        _blank = units.Blank;
        _linear = nn.Linear(width, units.Count);
        RegisterComponents();
    }

    /// <summary>Logits, <c>[b, t, units]</c>.</summary>
    public override Tensor forward(Tensor hidden) => _linear.call(hidden); // [b, t, d]

    /// <summary>Negative log likelihood of the texts, per unit.</summary>
    /// <param name="logits"><c>[b, t, units]</c>.</param>
    /// <param name="lengths">Rows of each item.</param>
    /// <param name="targets">Units of each item.</param>
    /// <param name="blank">The unit that says nothing.</param>
    public static Tensor Loss(Tensor logits, int[] lengths, int[][] targets, int blank)
    {
        using var scope = NewDisposeScope();
        var likelihoods = nn.functional.log_softmax(logits, -1).transpose(0, 1); // [t, b, units]
        var loss = nn.functional.ctc_loss(
            likelihoods,
            tensor([.. targets.SelectMany(units => units).Select(unit => (long)unit)], dtype: int64),
            tensor([.. lengths.Select(length => (long)length)], dtype: int64),
            tensor([.. targets.Select(units => (long)units.Length)], dtype: int64),
            blank,
            zero_infinity: true);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>As the other, with this head's blank.</summary>
    public Tensor Loss(Tensor hidden, int[] lengths, int[][] targets)
    {
        using var scope = NewDisposeScope();
        return Loss(call(hidden), lengths, targets, _blank).MoveToOuterDisposeScope();
    }
}
