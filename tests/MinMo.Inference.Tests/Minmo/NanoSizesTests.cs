using MinMo.Models.Checkpoints;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Minmo;

public sealed class NanoSizesTests
{
    [Fact]
    public void A_bundle_in_the_sizes_of_nano_has_less_than_20_million_parameters_and_40_megabytes()
    {
        using var folder = new TemporaryFolder();

        var bundle = TinyMinmo.WriteNano(folder.Of("nano"), "nano");

        var parameters = bundle.Manifest.Parts.Sum(part => ParametersOf(bundle.PathOf(part)));
        Assert.InRange(parameters, 15_000_000, 20_000_000);
        Assert.InRange(bundle.TotalBytes, 30_000_000, 40_000_000);
    }

    private static long ParametersOf(string folder)
    {
        using var checkpoint = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        return checkpoint.Tensors.Values.Sum(static tensor => tensor.ElementCount);
    }
}
