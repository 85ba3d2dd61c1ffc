using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.Whisper;

/// <summary>What a decoder step reads and writes besides its tokens.</summary>
/// <param name="Caches">Keys of layer i at 2i, its values at 2i + 1: those of the tokens so far, written in place.</param>
/// <param name="Audio">In the same order: those of the audio.</param>
internal sealed record OnnxDecoderMemory(IReadOnlyList<OrtValue> Caches, IReadOnlyList<OrtValue> Audio);
