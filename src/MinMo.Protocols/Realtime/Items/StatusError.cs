namespace MinMo.Protocols.Realtime.Items;

/// <summary>What failed in a response.</summary>
/// <param name="Type">Class of the error.</param>
/// <param name="Code">Machine-readable reason.</param>
public sealed record StatusError(string Type, string Code);
