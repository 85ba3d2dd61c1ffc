using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Parity.CosyVoiceFlow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceHift;

/// <summary>Weights behind weight norm.</summary>
internal sealed class HiftWeightKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.weight";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var vocoder = golden.Vocoder();
        var outputs = new GoldenOutputs();
        foreach (var module in golden.Parameters.GetProperty("modules").EnumerateArray().Select(name => name.GetString()!))
        {
            outputs.Add($"{module}.weight", GoldenModule.Find(vocoder, module).get_parameter("weight")!.detach());
        }

        return outputs;
    }
}

/// <summary>The fundamental frequency.</summary>
internal sealed class HiftFundamentalKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.f0";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var outputs = new GoldenOutputs();
        outputs.Add("f0", golden.Vocoder().Fundamental(golden.Input("mel")));
        return outputs;
    }
}

/// <summary>The excitation.</summary>
internal sealed class HiftSourceKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.source";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var (source, voiced) = golden.Vocoder().Excite(golden.Input("f0"), golden.Noise());
        var outputs = new GoldenOutputs();
        outputs.Add("source", source);
        outputs.Add("uv", voiced);
        return outputs;
    }
}

/// <summary>Spectra of the excitation.</summary>
internal sealed class HiftStftKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.stft";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var (real, imaginary) = golden.Vocoder().Spectra.Forward(golden.Input("signal"));
        var outputs = new GoldenOutputs();
        outputs.Add("real", real);
        outputs.Add("imag", imaginary);
        return outputs;
    }
}

/// <summary>Spectra to samples.</summary>
internal sealed class HiftInverseStftKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.istft";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var outputs = new GoldenOutputs();
        outputs.Add("signal", golden.Vocoder().Spectra.Inverse(golden.Input("magnitude"), golden.Input("phase")));
        return outputs;
    }
}

/// <summary>One residual block.</summary>
internal sealed class HiftResidualBlockKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.resblock";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var block = (DilatedResidualBlock)GoldenModule.Find(golden.Vocoder(), golden.Text("module"));
        var outputs = new GoldenOutputs();
        outputs.Add("y", block.call(golden.Input("x")));
        return outputs;
    }
}

/// <summary>The fade between chunks.</summary>
internal sealed class HiftFadeKind : IGoldenKind
{
    public string Name => "cosyvoice2-hift.fade";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var window = CrossFade.Window(golden.Integer("overlap"));
        var outputs = new GoldenOutputs();
        outputs.Add("window", [window.Length], Array.ConvertAll(window, static weight => (float)weight));
        outputs.Add("faded", CrossFade.Over(golden.Input("new"), golden.Input("old"), tensor(window)));
        return outputs;
    }
}
