using MinMo.Models.Language;
using MinMo.Training.Stages.Lora;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>Attaches fresh adapters to a decoder, and writes the decoder with them merged in.</summary>
internal sealed class MindAdapters
{
    private readonly DecoderModel _model;
    private readonly AdapterShape _shape;

    /// <summary>Attaches adapters whose update is zero at first.</summary>
    public MindAdapters(DecoderModel model, AdapterShape shape)
    {
        (_model, _shape) = (model, shape);
        shape.Attach(model, generator: null);
    }

    /// <summary>The adapters' parameters.</summary>
    public IEnumerable<(string Name, Parameter Value)> Parameters => _shape.LayersOf(_model).SelectMany(layer =>
        layer.Module.AdapterParameters.Select((parameter, index) => ($"{layer.Name}.lora_{(index == 0 ? 'A' : 'B')}", parameter)));

    /// <summary>Writes the decoder with the adapters merged; the one in training stays as it is.</summary>
    public void WriteMerged(string folder)
    {
        using var noGradient = no_grad();
        using var merged = new DecoderModel(_model.Configuration);
        var own = _model.named_parameters().ToDictionary(named => named.name, named => named.parameter, StringComparer.Ordinal);
        foreach (var (name, parameter) in merged.named_parameters())
        {
            parameter.copy_(own[name]);
        }

        foreach (var ((_, source), (_, target)) in _shape.LayersOf(_model).Zip(_shape.LayersOf(merged)))
        {
            var pair = source.AdapterParameters;
            target.Attach(pair[0], pair[1], _shape.Scale);
            target.Merge();
        }

        DecoderFolder.Write(merged, folder);
    }
}
