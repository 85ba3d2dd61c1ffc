using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.OnnxSessions;

/// <summary>Inputs and outputs of a graph bound to pinned arrays, for one set of shapes.</summary>
internal sealed class GraphWindow : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly List<long[]> _constants = []; // keeps them alive

    public GraphWindow(InferenceSession session) => _binding = session.CreateIoBinding();

    /// <summary>Binds an input.</summary>
    /// <param name="name">In the graph.</param>
    /// <param name="array">Pinned, and kept alive by the caller.</param>
    /// <param name="shape">Of its first elements.</param>
    public void Input<T>(string name, T[] array, params ReadOnlySpan<long> shape)
        where T : unmanaged
        => _binding.BindInput(name, Own(array, shape));

    /// <summary>Binds an input that is the same in every step.</summary>
    public void Constant(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        var array = GC.AllocateUninitializedArray<long>(values.Length, pinned: true);
        values.CopyTo(array);
        _constants.Add(array);
        Input(name, array, shape);
    }

    /// <summary>Binds an output; parameters as of <see cref="Input"/>.</summary>
    public void Output<T>(string name, T[] array, params ReadOnlySpan<long> shape)
        where T : unmanaged
        => _binding.BindOutput(name, Own(array, shape));

    /// <summary>Runs the graph.</summary>
    public void Run(InferenceSession session, RunOptions options) => session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(static value => value.Dispose());
    }

    private OrtValue Own<T>(T[] array, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var value = PinnedTensor.Of(array, 0, shape);
        _values.Add(value);
        return value;
    }
}
