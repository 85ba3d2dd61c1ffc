using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>How many threads the tensor library uses for one operation.</summary>
public static class TensorThreads
{
    /// <summary>Sets the number for the whole process.</summary>
    /// <param name="count">At least 1.</param>
    public static void Use(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        set_num_threads(count);
    }
}
