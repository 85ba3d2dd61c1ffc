using MinMo.Benchmarks.Decoding;
using MinMo.Models.Language;

namespace MinMo.Benchmarks.Shapes;

/// <summary>Peers of the same random weights.</summary>
/// <param name="model">TorchSharp's; owned.</param>
/// <param name="all">Owned.</param>
internal sealed class ShapePeers(DecoderModel model, IReadOnlyList<IDecodingPeer> all) : IDisposable
{
    public IReadOnlyList<IDecodingPeer> All { get; } = all;

    public void Dispose()
    {
        foreach (var peer in All)
        {
            peer.Dispose();
        }

        model.Dispose();
    }
}
