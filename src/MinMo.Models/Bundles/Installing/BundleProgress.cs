namespace MinMo.Models.Bundles.Installing;

/// <summary>How far an installation has come.</summary>
/// <param name="File">The file that is being worked on, for people.</param>
/// <param name="DoneBytes">Of this file.</param>
/// <param name="TotalBytes">Of this file; null while it is not known.</param>
public sealed record BundleProgress(string File, long DoneBytes, long? TotalBytes);
