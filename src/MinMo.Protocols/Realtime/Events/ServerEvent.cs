using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>What the server says: one JSON object in one text frame.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionCreatedEvent), "session.created")]
[JsonDerivedType(typeof(SessionUpdatedEvent), "session.updated")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
[JsonDerivedType(typeof(SpeechStartedEvent), "input_audio_buffer.speech_started")]
[JsonDerivedType(typeof(SpeechStoppedEvent), "input_audio_buffer.speech_stopped")]
[JsonDerivedType(typeof(AudioCommittedEvent), "input_audio_buffer.committed")]
[JsonDerivedType(typeof(AudioClearedEvent), "input_audio_buffer.cleared")]
[JsonDerivedType(typeof(ItemAddedEvent), "conversation.item.added")]
[JsonDerivedType(typeof(ItemDoneEvent), "conversation.item.done")]
[JsonDerivedType(typeof(ItemDeletedEvent), "conversation.item.deleted")]
[JsonDerivedType(typeof(ItemRetrievedEvent), "conversation.item.retrieved")]
[JsonDerivedType(typeof(ItemTruncatedEvent), "conversation.item.truncated")]
[JsonDerivedType(typeof(TranscriptionDeltaEvent), "conversation.item.input_audio_transcription.delta")]
[JsonDerivedType(typeof(TranscriptionCompletedEvent), "conversation.item.input_audio_transcription.completed")]
[JsonDerivedType(typeof(ResponseCreatedEvent), "response.created")]
[JsonDerivedType(typeof(ResponseDoneEvent), "response.done")]
[JsonDerivedType(typeof(OutputItemAddedEvent), "response.output_item.added")]
[JsonDerivedType(typeof(OutputItemDoneEvent), "response.output_item.done")]
[JsonDerivedType(typeof(ContentPartAddedEvent), "response.content_part.added")]
[JsonDerivedType(typeof(ContentPartDoneEvent), "response.content_part.done")]
[JsonDerivedType(typeof(OutputTextDeltaEvent), "response.output_text.delta")]
[JsonDerivedType(typeof(OutputTextDoneEvent), "response.output_text.done")]
[JsonDerivedType(typeof(TranscriptDeltaEvent), "response.output_audio_transcript.delta")]
[JsonDerivedType(typeof(TranscriptDoneEvent), "response.output_audio_transcript.done")]
[JsonDerivedType(typeof(AudioDeltaEvent), "response.output_audio.delta")]
[JsonDerivedType(typeof(AudioDoneEvent), "response.output_audio.done")]
[JsonDerivedType(typeof(DuplexEvent), "minmo.duplex")]
[JsonDerivedType(typeof(PauseEvent), "minmo.pause")]
[JsonDerivedType(typeof(HeardEvent), "minmo.heard")]
[JsonDerivedType(typeof(PlayoutEvent), "minmo.playout")]
[JsonDerivedType(typeof(LatencyEvent), "minmo.latency")]
public abstract record ServerEvent
{
    /// <summary>Unique within the session; agents-js needs it on every event.</summary>
    [JsonPropertyOrder(-1)]
    public string EventId { get; init; } = "";
}
