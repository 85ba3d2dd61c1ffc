using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.Language;

/// <summary>Rows of a matrix, and for tied models the output layer that is the same matrix.</summary>
public sealed class TokenEmbedding : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    /// <summary>Makes an embedding whose rows are not set.</summary>
    public TokenEmbedding(int vocabulary, int size, ScalarType type)
        : base(nameof(TokenEmbedding))
    {
        _weight = new Parameter(empty(vocabulary, size, type));
        RegisterComponents();
    }

    /// <summary><c>[V, d]</c>.</summary>
    public Parameter Weight => _weight;

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids) // [...]
    {
        using var scope = NewDisposeScope();
        return _weight.index_select(0, ids.flatten()).view([.. ids.shape, -1]).MoveToOuterDisposeScope(); // [..., d]
    }

    /// <summary>Logits of a tied model.</summary>
    /// <param name="hidden"><c>[..., d]</c>.</param>
    /// <returns><c>[..., V]</c>.</returns>
    public Tensor Unembed(Tensor hidden) => F.linear(hidden, _weight);
}
