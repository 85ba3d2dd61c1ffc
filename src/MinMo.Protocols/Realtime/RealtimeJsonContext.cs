using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.Protocols.Realtime;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ServerEvent))]
[JsonSerializable(typeof(ClientCommand))]
[JsonSerializable(typeof(Session.SessionConfiguration))]
[SuppressMessage("Maintainability", "CA1506", Justification = "The generated serializer knows every event by design.")]
internal sealed partial class RealtimeJsonContext : JsonSerializerContext;
