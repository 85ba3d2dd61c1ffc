using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Parity.CosyVoiceFlow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceHift;

/// <summary>Weights behind weight norm.</summary>
internal sealed class HiftWeightKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.weight";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var vocoder = golden.Vocoder();
        foreach (var module in golden.Parameters.GetProperty("modules").EnumerateArray().Select(name => name.GetString()!))
        {
            outputs.Add($"{module}.weight", GoldenModule.Find(vocoder, module).get_parameter("weight")!.detach());
        }
    }
}

/// <summary>The fundamental frequency.</summary>
internal sealed class HiftFundamentalKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.f0";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add("f0", golden.Vocoder().Fundamental(golden.Input("mel")));
    }
}

/// <summary>The excitation.</summary>
internal sealed class HiftSourceKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.source";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var (source, voiced) = golden.Vocoder().Excite(golden.Input("f0"), golden.Noise());
        outputs.Add("source", source);
        outputs.Add("uv", voiced);
    }
}

/// <summary>Spectra of the excitation.</summary>
internal sealed class HiftStftKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.stft";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var (real, imaginary) = golden.Vocoder().Spectra.Forward(golden.Input("signal"));
        outputs.Add("real", real);
        outputs.Add("imag", imaginary);
    }
}

/// <summary>Spectra to samples.</summary>
internal sealed class HiftInverseStftKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.istft";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        outputs.Add("signal", golden.Vocoder().Spectra.Inverse(golden.Input("magnitude"), golden.Input("phase")));
    }
}

/// <summary>One residual block.</summary>
internal sealed class HiftResidualBlockKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.resblock";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var block = (DilatedResidualBlock)GoldenModule.Find(golden.Vocoder(), golden.Text("module"));
        outputs.Add("y", block.call(golden.Input("x")));
    }
}

/// <summary>The fade between chunks.</summary>
internal sealed class HiftFadeKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.fade";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var window = CrossFade.Window(golden.Integer("overlap"));
        outputs.Add("window", [window.Length], Array.ConvertAll(window, static weight => (float)weight));
        outputs.Add("faded", CrossFade.Over(golden.Input("new"), golden.Input("old"), tensor(window)));
    }
}
