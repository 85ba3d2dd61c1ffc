using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace MinMo.Models.Parity;

/// <summary>What our code computed for a golden. Outputs the golden does not ask for are ignored.</summary>
public sealed class GoldenOutputs
{
    private readonly Dictionary<string, GoldenTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool[]> _masks = new(StringComparer.Ordinal);

    /// <summary>The tensors added so far.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Tensors => _tensors;

    /// <summary>The whole of <c>outputs.json</c>; set it where that is a list, else use <see cref="AddJson"/>.</summary>
    public JsonNode? Json { get; set; }

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">As in <c>outputs.safetensors</c>.</param>
    /// <param name="tensor">What we computed.</param>
    /// <param name="counts">Which elements are judged, row-major; null for all.</param>
    public void Add(string name, GoldenTensor tensor, bool[]? counts = null)
    {
        _tensors.Add(name, tensor);
        if (counts is not null)
        {
            _masks.Add(name, counts);
        }
    }

    /// <summary>Copies a TorchSharp tensor of any type and device.</summary>
    public void Add(string name, Tensor tensor, bool[]? counts = null) => Add(name, GoldenTensor.From(tensor), counts);

    /// <summary>Adds a float tensor.</summary>
    public void Add(string name, ReadOnlySpan<long> shape, float[] values, bool[]? counts = null)
        => Add(name, new GoldenTensor(shape, values), counts);

    /// <summary>Adds an integer tensor.</summary>
    public void Add(string name, ReadOnlySpan<long> shape, long[] values) => Add(name, new GoldenTensor(shape, values));

    /// <summary>Adds a property of <c>outputs.json</c>.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="value">Anything that System.Text.Json writes: lists, dictionaries, anonymous types, nodes.</param>
    public void AddJson(string name, object? value)
    {
        Json ??= new JsonObject();
        Json.AsObject().Add(name, value as JsonNode ?? JsonSerializer.SerializeToNode(value));
    }

    /// <summary>Which elements of a tensor are judged; null for all.</summary>
    public bool[]? MaskOf(string name) => _masks.GetValueOrDefault(name);
}
