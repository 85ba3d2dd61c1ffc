using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The sinusoids of distances, projected to the heads of one attention. They depend on weights alone, so all
/// streams share them: a table that grows by doubling.</summary>
/// <remarks>Distances of Transformer-XL (arXiv 1901.02860) with ESPnet's signs: positive where the key is in the past.
/// Safe for concurrent use; the weights must not change after the first use.</remarks>
internal sealed class RelativePositions(Linear projection, int heads) : IDisposable
{
    private const double LongestPeriod = 10_000;
    private const int Smallest = 64;

    private readonly Lock _growing = new();
    private Tensor? _table; // [h, past + ahead + 1, d], the farthest past first
    private int _past;
    private int _ahead;

    /// <summary>Rows of distances from <paramref name="past"/> down to minus <paramref name="ahead"/>.</summary>
    /// <returns><c>[h, past + ahead + 1, d]</c>, in the caller's scope.</returns>
    public Tensor Rows(int past, int ahead)
    {
        lock (_growing)
        {
            if (_table is null || past > _past || ahead > _ahead)
            {
                (_past, _ahead) = (Grown(_past, past), Grown(_ahead, ahead));
                _table?.Dispose();
                _table = Project(_past, _ahead);
            }

            return _table.narrow(1, _past - past, past + ahead + 1);
        }
    }

    /// <summary>Sines and cosines in turn.</summary>
    /// <returns><c>[past + ahead + 1, width]</c>.</returns>
    internal static Tensor Sinusoids(int past, int ahead, long width)
    {
        using var scope = NewDisposeScope();
        var distance = arange(past, -ahead - 1, -1, ScalarType.Float32).unsqueeze(1);                        // [r, 1]
        var rates = (arange(0, width, 2, ScalarType.Float32) * (-Math.Log(LongestPeriod) / width)).exp();    // [width / 2]
        var angles = distance * rates;
        return stack([angles.sin(), angles.cos()], -1).view(-1, width).MoveToOuterDisposeScope();
    }

    public void Dispose() => _table?.Dispose();

    private static int Grown(int has, int needs)
    {
        var size = Math.Max(has, Smallest);
        while (size < needs)
        {
            size *= 2;
        }

        return size;
    }

    private Tensor Project(int past, int ahead)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var width = projection.weight!.shape[1];
        var rows = projection.call(Sinusoids(past, ahead, width).to(projection.weight.device));              // [r, width]
        return rows.view(rows.shape[0], heads, -1).transpose(0, 1).contiguous().DetachFromDisposeScope();    // [h, r, d]
    }
}
