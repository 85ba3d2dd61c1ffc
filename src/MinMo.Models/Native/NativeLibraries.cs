using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace MinMo.Models.Native;

/// <summary>Loads the native libraries and says what they are: for people who want to know whether they work here.
/// </summary>
public static class NativeLibraries
{
    /// <summary>Loads libtorch and computes with it.</summary>
    /// <returns>Version and devices.</returns>
    /// <exception cref="DllNotFoundException">The library or one that it needs is missing.</exception>
    /// <exception cref="InvalidOperationException">It computes wrongly.</exception>
    public static string ProbeTorch()
    {
        using var scope = torch.NewDisposeScope();
        var sum = torch.ones(3).sum().item<float>(); // [3] to one number
        if (sum != 3)
        {
            throw new InvalidOperationException($"libtorch says that 1 + 1 + 1 = {sum}");
        }

        var version = LibTorchLoading.Used is { } named ? $"{named}" : torch.__version__;
        return $"libtorch {version}, {(torch.cuda.is_available() ? $"{torch.cuda.device_count()} CUDA device(s)" : "CPU")}";
    }

    /// <summary>Loads ONNX Runtime.</summary>
    /// <returns>Version and execution providers.</returns>
    /// <exception cref="DllNotFoundException">The library or one that it needs is missing.</exception>
    public static string ProbeOnnxRuntime()
        => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}";
}
