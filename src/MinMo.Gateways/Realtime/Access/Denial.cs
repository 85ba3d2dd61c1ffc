using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using MinMo.Abstractions.Engine;

namespace MinMo.Gateways.Realtime.Access;

/// <summary>An answer before the upgrade to a WebSocket: clients show the message of its body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Class of the error.</param>
/// <param name="Code">Machine-readable reason.</param>
/// <param name="Message">One sentence that says what to do.</param>
/// <param name="RetryAfter">When asking again may help.</param>
internal sealed record Denial(int Status, string Type, string Code, string Message, TimeSpan? RetryAfter = null)
{
    public static Denial NoWebSocket { get; } = new(
        StatusCodes.Status400BadRequest, "invalid_request_error", "websocket_required",
        "This endpoint speaks WebSocket only; connect with ws:// or wss://.");

    public static Denial NoKey { get; } = new(
        StatusCodes.Status401Unauthorized, "invalid_request_error", "invalid_api_key",
        "Send one of this server's keys as 'Authorization: Bearer <key>'.");

    public static Denial NoTranscriptionOnly { get; } = new(
        StatusCodes.Status400BadRequest, "invalid_request_error", "unsupported_parameter",
        "Transcription-only sessions are not offered; open a session without 'intent' and set turn_detection.create_response to false.");

    public static Denial BadTenant { get; } = new(
        StatusCodes.Status400BadRequest, "invalid_request_error", "invalid_tenant",
        "'minmo_tenant' is a name of 1 to 64 letters, digits, '-' and '_'.");

    public static Denial Of(Admission.Refused refusal) => refusal.Reason switch
    {
        RefusalReason.Full => new(
            StatusCodes.Status429TooManyRequests, "rate_limit_error", "server_full", refusal.Explanation, refusal.RetryAfter),
        RefusalReason.Busy => new(
            StatusCodes.Status429TooManyRequests, "rate_limit_error", "server_busy", refusal.Explanation, refusal.RetryAfter),
        RefusalReason.UnknownBundle => new(
            StatusCodes.Status404NotFound, "invalid_request_error", "model_not_found", refusal.Explanation),
        RefusalReason.Draining => new(
            StatusCodes.Status503ServiceUnavailable, "server_error", "draining", refusal.Explanation, refusal.RetryAfter),
        _ => new(
            StatusCodes.Status503ServiceUnavailable, "server_error", "unavailable", refusal.Explanation, refusal.RetryAfter),
    };

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        if (RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter =
                Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var body = new DenialBody(new DenialError(Message, Type, Code, null));
        await context.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(body, DenialContext.Default.DenialBody), context.RequestAborted);
    }
}

internal sealed record DenialBody(DenialError Error);

internal sealed record DenialError(string Message, string Type, string Code, string? Param);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DenialBody))]
internal sealed partial class DenialContext : JsonSerializerContext;
