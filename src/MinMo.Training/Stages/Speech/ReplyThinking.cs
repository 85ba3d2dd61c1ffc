using MinMo.Models.Language;
using MinMo.Training.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Speech;

/// <summary>What the frozen language model thinks when it says replies.</summary>
internal sealed class ReplyThinking(DecoderModel mind) : IDisposable
{
    private const int LeastLength = 192;
    private const int MostPositions = 384;

    private readonly Tensor _embeddings = mind.get_parameter(DecoderFolder.EmbeddingName)!;
    private readonly ScriptLoss _states = new(mind, MostPositions);

    /// <summary>Hidden states that predicted the units of replies, one reply after another.</summary>
    /// <param name="replies">Replies.</param>
    /// <param name="heard">Rows to which positions refer, as in <see cref="ScriptLoss"/>; null where none does.</param>
    /// <returns><c>[units, d]</c>, without gradient.</returns>
    public Tensor Of(IReadOnlyList<SpokenReply> replies, Tensor? heard)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var packed = new PackedScripts(replies.Select(static reply => reply.Positions), LeastLength, MostPositions);
        var hidden = _states.Think(packed, _embeddings, heard);                         // [b * t, d]
        long[] before = [.. replies.SelectMany((reply, script) => reply.Places.Select(place => packed.Find(script, place - 1)))];
        return hidden.index_select(0, tensor(before)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _states.Dispose();
}
