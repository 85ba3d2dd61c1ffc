namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>A tensor that a decoder needs.</summary>
/// <param name="Stored">Its name in the file.</param>
/// <param name="Key">Its Hugging Face name.</param>
/// <param name="Shape">PyTorch order.</param>
/// <param name="PermutedHeads">Into how many heads the rows are split that llama.cpp's converter reordered; 0 if the
/// rows stand as in Hugging Face checkpoints.</param>
internal sealed record ExpectedTensor(string Stored, string Key, long[] Shape, int PermutedHeads = 0);
