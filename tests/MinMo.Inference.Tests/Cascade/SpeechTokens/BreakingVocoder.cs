using MinMo.Models.CosyVoice.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>Lets a vocoder throw when it is told to, until disposed.</summary>
internal sealed class BreakingVocoder : IDisposable
{
    private readonly nn.Module<Tensor, Tensor>.HookRemover _hook;
    private bool _fails;

    public BreakingVocoder(HiftVocoder vocoder)
    {
        var predictor = (nn.Module<Tensor, Tensor>)vocoder.named_children().First(static child => child.name == "f0_predictor").module;
        _hook = predictor.register_forward_pre_hook((_, input) => _fails ? throw Failure() : input);
    }

    public int Failures { get; private set; }

    public void FailNext() => _fails = true;

    public void Dispose() => _hook.remove();

    private InvalidOperationException Failure()
    {
        _fails = false;
        Failures++;
        return new InvalidOperationException("the vocoder was told to fail");
    }
}
