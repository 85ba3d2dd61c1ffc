namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>A record of an archive, stored as it is.</summary>
/// <param name="Offset">First byte of the content, in the file.</param>
/// <param name="Length">Bytes of the content.</param>
internal readonly record struct ZipRecord(long Offset, long Length);
