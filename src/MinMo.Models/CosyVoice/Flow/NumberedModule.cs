using System.Globalization;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The one layer with parameters of a sequence in the public code: its number is part of its name.</summary>
internal sealed class NumberedModule<T> : nn.Module
    where T : nn.Module
{
    public NumberedModule(int number, T layer)
        : base(nameof(NumberedModule<>))
    {
        Layer = layer;
        register_module(number.ToString(CultureInfo.InvariantCulture), layer);
    }

    public T Layer { get; }
}
