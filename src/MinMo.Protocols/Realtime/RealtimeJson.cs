using System.Text.Encodings.Web;
using System.Text.Json;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.Protocols.Realtime;

/// <summary>Events of the Realtime protocol to and from the bytes of one text frame.</summary>
public static class RealtimeJson
{
    private static readonly RealtimeJsonContext Context = new(new JsonSerializerOptions(RealtimeJsonContext.Default.Options)
    {
        // Frames are not HTML: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One JSON object in UTF-8.</summary>
    public static byte[] Write(ServerEvent happened)
        => JsonSerializer.SerializeToUtf8Bytes(happened, Context.ServerEvent);

    /// <summary>One JSON object in UTF-8.</summary>
    public static byte[] Write(ClientCommand command)
        => JsonSerializer.SerializeToUtf8Bytes(command, Context.ClientCommand);

    /// <summary>Reads what a server said, leniently as clients do.</summary>
    /// <returns>Null for an event that is not known here.</returns>
    public static ServerEvent? ReadServerEvent(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Context.ServerEvent);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads what a client said, strictly: whatever the bytes are, the outcome is a command or an error
    /// that says what is wrong and echoes the client's <c>event_id</c>.</summary>
    public static ParseOutcome<ClientCommand> ReadCommand(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return CommandParser.Parse(document.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return ParseOutcome<ClientCommand>.Failed(ProtocolError.Invalid(
                ErrorCodes.InvalidEvent, "The frame is not one valid JSON object: " + failure.Message));
        }
    }
}
