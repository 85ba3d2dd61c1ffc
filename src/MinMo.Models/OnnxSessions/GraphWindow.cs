using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.OnnxSessions;

/// <summary>Inputs and outputs of a graph bound to pinned arrays, for one kind of steps.</summary>
internal sealed class GraphWindow : IDisposable
{
    private readonly List<OrtValue> _values = [];
    private readonly List<long[]> _constants = []; // keeps them alive

    public GraphWindow(InferenceSession session) => Binding = session.CreateIoBinding();

    /// <summary>For what is bound anew in every step.</summary>
    public OrtIoBinding Binding { get; }

    /// <summary>Binds an input.</summary>
    /// <param name="name">In the graph.</param>
    /// <param name="array">Pinned, and kept alive by the caller.</param>
    /// <param name="shape">Of its first elements.</param>
    public void Input<T>(string name, T[] array, params ReadOnlySpan<long> shape)
        where T : unmanaged
        => Binding.BindInput(name, Own(PinnedTensor.Of(array, 0, shape)));

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
        => Binding.BindOutput(name, Own(PinnedTensor.Of(array, 0, shape)));

    /// <summary>Binds an input and an output to the same memory: the graph writes in place.</summary>
    /// <param name="input">In the graph.</param>
    /// <param name="output">In the graph.</param>
    /// <param name="value">Owned from here on.</param>
    public void InPlace(string input, string output, OrtValue value)
    {
        Own(value);
        Binding.BindInput(input, value);
        Binding.BindOutput(output, value);
    }

    public void Dispose()
    {
        Binding.Dispose();
        _values.ForEach(static value => value.Dispose());
    }

    private OrtValue Own(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
