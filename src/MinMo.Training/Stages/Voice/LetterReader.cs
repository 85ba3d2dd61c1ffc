using MinMo.Models.Convolution;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Reads letters from speech tokens, so that training keeps in the tokens what tells words apart; not kept.</summary>
/// <remarks>The part that a speech recognizer plays for the tokens of CosyVoice 2 (arXiv 2412.10117, section 2.2).</remarks>
internal sealed class LetterReader : nn.Module<Tensor, Tensor, Tensor>
{
    private const int Width = 160;
    private const int HiddenWidth = 480;
    private const int Kernel = 7;

    [ComponentName(Name = "input")]
    private readonly Linear _input;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<ConvNextBlock> _blocks;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    public LetterReader(int dimensions)
        : base(nameof(LetterReader))
    {
        _input = nn.Linear(dimensions, Width);
        _blocks = new ModuleList<ConvNextBlock>(
            new ConvNextBlock(Width, HiddenWidth, Kernel, Kernel / 2), new ConvNextBlock(Width, HiddenWidth, Kernel, Kernel / 2));
        _output = nn.Linear(Width, LetterTargets.Classes);
        RegisterComponents();
    }

    /// <param name="digits">Of tokens, <c>[b, t, dimensions]</c>.</param>
    /// <param name="inside"><c>[b, 1, t]</c>.</param>
    /// <returns><c>[b, t, classes]</c>.</returns>
    public override Tensor forward(Tensor digits, Tensor inside)
    {
        using var scope = NewDisposeScope();
        var x = _input.call(digits).transpose(1, 2) * inside;      // [b, d, t]
        foreach (var block in _blocks)
        {
            x = block.call(x, null, ConvolutionContext.Whole) * inside;
        }

        return _output.call(x.transpose(1, 2)).MoveToOuterDisposeScope();
    }
}
