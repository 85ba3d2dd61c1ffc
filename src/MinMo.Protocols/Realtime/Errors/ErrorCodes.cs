namespace MinMo.Protocols.Realtime.Errors;

/// <summary>Codes of <see cref="ProtocolError"/> that clients compare against.</summary>
public static class ErrorCodes
{
    /// <summary>The frame is not one JSON object.</summary>
    public const string InvalidEvent = "invalid_event";

    /// <summary>A field is not known here.</summary>
    public const string UnknownParameter = "unknown_parameter";

    /// <summary>A field has a type or a value that is not allowed.</summary>
    public const string InvalidValue = "invalid_value";

    /// <summary>A field is missing.</summary>
    public const string MissingParameter = "missing_required_parameter";

    /// <summary>The protocol knows this, this server does not offer it.</summary>
    public const string Unsupported = "unsupported_parameter";

    /// <summary>A reply is in progress already.</summary>
    public const string ActiveResponse = "conversation_already_has_active_response";

    /// <summary>There is no reply to cancel.</summary>
    public const string NothingToCancel = "response_cancel_not_active";

    /// <summary>There is no audio to commit.</summary>
    public const string NothingToCommit = "input_audio_buffer_commit_empty";

    /// <summary>No item of that name can be retrieved.</summary>
    public const string RetrieveUnknownItem = "item_retrieve_invalid_item_id";

    /// <summary>No item of that name can be changed.</summary>
    public const string UnknownItem = "invalid_item_id";

    /// <summary>An item with that name exists.</summary>
    public const string ItemExists = "item_id_already_exists";

    /// <summary>The voice cannot change once it was heard.</summary>
    public const string VoiceFixed = "cannot_update_voice";

    /// <summary>The session has lasted as long as it may.</summary>
    public const string SessionExpired = "session_expired";
}
