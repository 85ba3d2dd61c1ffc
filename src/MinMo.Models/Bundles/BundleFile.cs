namespace MinMo.Models.Bundles;

/// <summary>A file of a part as it was when it was installed.</summary>
/// <param name="Path">Relative to the part, <c>/</c> between folders; the file's own name if the part is one file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, 64 lower case hexadecimal digits.</param>
public sealed record BundleFile(string Path, long Bytes, string Sha256);
