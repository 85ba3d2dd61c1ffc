using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SenseVoice;

/// <summary>Logits of all pieces and of the blank, for every row. Name as in FunASR.</summary>
public sealed class CtcHead : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "ctc_lo")]
    private readonly Linear _output;

    /// <summary>Makes a head with random weights.</summary>
    public CtcHead(int width, int vocabulary)
        : base(nameof(CtcHead))
    {
        _output = nn.Linear(width, vocabulary);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => _output.call(x); // [b, t, d] to [b, t, vocabulary]
}
