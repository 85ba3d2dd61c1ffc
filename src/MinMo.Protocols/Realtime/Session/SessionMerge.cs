using System.Text.Json;
using MinMo.Protocols.Realtime.Errors;

namespace MinMo.Protocols.Realtime.Session;

/// <summary>Applies a <c>session.update</c>: only keys that are present change something, objects are merged key by
/// key, an explicit null switches off. Either all of it is applied or nothing.</summary>
/// <remarks>Keys that are unknown or have no effect here are let pass, because stock clients send them; what would
/// be missed if it were let pass (tools, stored prompts, idle time-outs) is refused. Keys of the beta protocol are
/// refused with the place where they moved.</remarks>
public static class SessionMerge
{
    private const int MostTokens = 4096;

    private static readonly Dictionary<string, string> Moved = new(StringComparer.Ordinal)
    {
        ["modalities"] = "output_modalities",
        ["voice"] = "audio.output.voice",
        ["input_audio_format"] = "audio.input.format",
        ["output_audio_format"] = "audio.output.format",
        ["input_audio_transcription"] = "audio.input.transcription",
        ["input_audio_noise_reduction"] = "audio.input.noise_reduction",
        ["turn_detection"] = "audio.input.turn_detection",
        ["max_response_output_tokens"] = "max_output_tokens",
        ["speed"] = "audio.output.speed",
    };

    /// <summary>The session after the update.</summary>
    /// <param name="current">The session before it.</param>
    /// <param name="patch">The <c>session</c> object of the update.</param>
    /// <param name="audible">Whether audio of the agent was sent already: its voice is fixed then.</param>
    /// <param name="eventId">The update's own id, for the error.</param>
    public static ParseOutcome<SessionConfiguration> Apply(
        SessionConfiguration current, JsonElement patch, bool audible, string? eventId)
    {
        var errors = new FirstError { EventId = eventId };
        var fields = new FieldReader(patch, "session", errors);
        CheckType(fields, errors);
        RefuseWhatIsNotOffered(fields);
        var merged = current with
        {
            OutputModalities = ReadModalities(fields) ?? current.OutputModalities,
            Instructions = fields.Text("instructions") ?? current.Instructions,
            MaxOutputTokens = fields.Has("max_output_tokens") ? ReadOutputLimit(fields) : current.MaxOutputTokens,
            Audio = AudioMerge.Apply(current.Audio, fields, audible, errors),
            Include = fields.Has("include") ? ReadInclude(fields) : current.Include,
        };
        return errors.Found is { } error
            ? ParseOutcome<SessionConfiguration>.Failed(error)
            : ParseOutcome<SessionConfiguration>.Of(merged);
    }

    internal static string[]? ReadModalities(FieldReader fields)
    {
        string[]? modalities = fields.Texts("output_modalities", "audio", "text");
        if (modalities is { Length: not 1 })
        {
            fields.Refuse("output_modalities", "must be [\"audio\"] or [\"text\"]");
        }

        return modalities;
    }

    internal static int? ReadOutputLimit(FieldReader fields)
        => fields.Find("max_output_tokens") is { ValueKind: JsonValueKind.String } && fields.Text("max_output_tokens") == "inf"
            ? null
            : (int?)fields.Whole("max_output_tokens", 1, MostTokens);

    internal static AudioFormat? ReadFormat(FieldReader owner)
    {
        if (!owner.Has("format") || owner.IsNull("format"))
        {
            return null;
        }

        var format = owner.Object("format");
        string type = format.RequiredText("type");
        format.OneOf("type", type, AudioFormat.PcmType, AudioFormat.MuLawType, AudioFormat.ALawType);
        long? rate = format.Whole("rate", 8_000, 24_000);
        if (type != AudioFormat.PcmType)
        {
            return new AudioFormat(type, null);
        }

        if (rate is not (null or 8_000 or 16_000 or 24_000))
        {
            format.Refuse("rate", "must be 24000, 16000 or 8000");
        }

        return new AudioFormat(type, (int)(rate ?? 24_000));
    }

    internal static void RefuseTools(FieldReader fields)
    {
        if (fields.Find("tools") is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0)
        {
            fields.Unsupported("tools", "this server calls no tools; send []");
        }
    }

    private static void CheckType(FieldReader fields, FirstError errors)
    {
        string type = fields.RequiredText("type");
        if (type != "realtime")
        {
            fields.Refuse("type", "is 'realtime' for the life of this session");
        }

        foreach (var (old, now) in Moved)
        {
            if (fields.Has(old))
            {
                errors.Add(
                    ErrorCodes.UnknownParameter,
                    $"Unknown parameter: '{fields.PathOf(old)}'. It is now '{fields.PathOf(now)}'.", fields.PathOf(old));
            }
        }
    }

    private static void RefuseWhatIsNotOffered(FieldReader fields)
    {
        RefuseTools(fields);
        if (fields.Has("prompt") && !fields.IsNull("prompt"))
        {
            fields.Unsupported("prompt", "prompts are not stored here; send 'instructions'");
        }
    }

    private static string[]? ReadInclude(FieldReader fields)
        => fields.Texts("include", SessionConfiguration.VendorEvents, "item.input_audio_transcription.logprobs")
            ?.Where(name => name == SessionConfiguration.VendorEvents).ToArray();
}
