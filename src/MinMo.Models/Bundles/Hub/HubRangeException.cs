namespace MinMo.Models.Bundles.Hub;

/// <summary>The file has no byte where it should be continued: what is there already is not its beginning.</summary>
internal sealed class HubRangeException() : Exception("the file has no such range");
