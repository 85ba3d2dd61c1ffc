using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Native;

/// <summary>The two defects of TorchSharp's package that <c>eng/MinMo.Build</c> cures.</summary>
public sealed class TorchSharpCureTests
{
    private const int Steps = 20_000;

    [Fact]
    public void Native_library_loads_and_computes()
    {
        using Tensor four = tensor(2.0f) + tensor(2.0f);

        Assert.Equal(4.0f, four.item<float>());
    }

    [Fact]
    public void Loaded_assembly_is_the_woven_one()
        => Assert.Contains(
            typeof(torch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>(), a => a.Key == "MinMo.KeepAlive");

    // Without the weave a finalizer frees the scalar of `+ 1`, of `+` (alpha) or of square() (exponent) in use.
    [Fact]
    public void Collections_during_arithmetic_change_no_result()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(0, Enumerable.Range(0, Steps).Count(step => WrongAt(step)));
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    private static bool WrongAt(int step)
    {
        // No dispose scope and no owner on purpose: everything here is left to finalizers.
        float x = step % 7;
        Tensor y = ((tensor(x) + 1).square() * 2.0) - tensor(3.0f);
        float expected = (2 * (x + 1) * (x + 1)) - 3;
        return y.item<float>() != expected;
    }
}
