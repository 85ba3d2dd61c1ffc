using MinMo.Models.Language;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>Attaches fresh adapters to a decoder, and writes the decoder with them merged in.</summary>
internal sealed class LoraTraining
{
    private readonly DecoderModel _model;
    private readonly LoraSettings _settings;

    /// <summary>Attaches adapters whose update is zero at first.</summary>
    public LoraTraining(DecoderModel model, LoraSettings settings)
    {
        (_model, _settings) = (model, settings);
        foreach (var (_, layer) in Adapted(model))
        {
            using var scope = NewDisposeScope();
            var (outputs, inputs) = (layer.Weight.shape[0], layer.Weight.shape[1]);
            layer.Attach(
                randn(settings.Rank, inputs) / Math.Sqrt(inputs), zeros(outputs, settings.Rank), settings.Alpha / settings.Rank);
        }
    }

    /// <summary>The adapters' parameters.</summary>
    public IEnumerable<(string Name, Parameter Value)> Parameters => Adapted(_model).SelectMany(layer =>
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

        foreach (var ((_, source), (_, target)) in Adapted(_model).Zip(Adapted(merged)))
        {
            var pair = source.AdapterParameters;
            target.Attach(pair[0], pair[1], _settings.Alpha / _settings.Rank);
            target.Merge();
        }

        DecoderFolder.Write(merged, folder);
    }

    private IEnumerable<(string Name, LoraLinear Module)> Adapted(DecoderModel model)
        => model.AdaptedLayers.Where(layer => _settings.Targets.Any(target => layer.Name.EndsWith(target, StringComparison.Ordinal)));
}
