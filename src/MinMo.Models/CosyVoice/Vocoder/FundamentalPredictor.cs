using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Mel frames to the fundamental frequency.</summary>
/// <remarks><c>ConvRNNF0Predictor</c>, which despite its name has no recurrence.</remarks>
internal sealed class FundamentalPredictor : nn.Module<Tensor, Tensor>
{
    private const int Depth = 5;
    private const int Kernel = 3;

    [ComponentName(Name = "condnet")]
    private readonly Sequential _layers;

    [ComponentName(Name = "classifier")]
    private readonly Linear _project;

    public FundamentalPredictor(int bands, int width)
        : base(nameof(FundamentalPredictor))
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        for (var layer = 0; layer < Depth; layer++)
        {
            layers.Add(nn.Conv1d(layer == 0 ? bands : width, width, Kernel, padding: Kernel / 2));
            layers.Add(nn.ELU());
        }

        _layers = nn.Sequential(layers.ToArray());
        _project = nn.Linear(width, 1);
        RegisterComponents();
    }

    /// <param name="mel"><c>[b, bands, t]</c>.</param>
    /// <returns>Hz, <c>[b, t]</c>.</returns>
    public override Tensor forward(Tensor mel)
    {
        using var scope = NewDisposeScope();
        var y = _layers.call(mel).transpose(1, 2);                           // [b, t, width]
        return _project.call(y).squeeze(-1).abs().MoveToOuterDisposeScope(); // [b, t]
    }
}
