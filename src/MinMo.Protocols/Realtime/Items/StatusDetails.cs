namespace MinMo.Protocols.Realtime.Items;

/// <summary>Why a response is not completed.</summary>
/// <param name="Type">Repeats the status.</param>
/// <param name="Reason"><c>turn_detected</c>, <c>client_cancelled</c> or <c>max_output_tokens</c>.</param>
/// <param name="Error">What failed.</param>
public sealed record StatusDetails(string Type, string? Reason, StatusError? Error = null);
