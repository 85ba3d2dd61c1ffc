using System.Text.Json;
using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>What a client asked of one reply; travels through the conversation as opaque text.</summary>
/// <param name="Modalities">Audio or text.</param>
/// <param name="Limit">Most tokens.</param>
/// <param name="Format">Of the audio.</param>
/// <param name="Metadata">To be echoed.</param>
internal sealed record ReplyTicket(
    IReadOnlyList<string> Modalities, int? Limit, AudioFormat Format, IReadOnlyDictionary<string, string>? Metadata)
{
    /// <summary>The ticket of replies that nobody asked for.</summary>
    public static ReplyTicket Of(SessionConfiguration session)
        => new(session.OutputModalities, session.MaxOutputTokens, session.Audio.Output.Format, null);

    public bool Spoken => Modalities.Contains("audio");

    public string Write() => JsonSerializer.Serialize(this, ReplyTicketContext.Default.ReplyTicket);

    public static ReplyTicket? Read(string text) => JsonSerializer.Deserialize(text, ReplyTicketContext.Default.ReplyTicket);
}

[JsonSerializable(typeof(ReplyTicket))]
internal sealed partial class ReplyTicketContext : JsonSerializerContext;
