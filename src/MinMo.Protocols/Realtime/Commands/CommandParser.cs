using System.Text.Json;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Protocols.Realtime.Commands;

/// <summary>One JSON object to one command or the first mistake in it.</summary>
internal static class CommandParser
{
    private const int LongestId = 512;
    private const int LongestAudioMs = 24 * 60 * 60 * 1000;

    private static readonly Dictionary<string, Func<FieldReader, ClientCommand>> Readers = new(StringComparer.Ordinal)
    {
        ["session.update"] = ReadUpdate,
        ["input_audio_buffer.append"] = fields => new AppendAudioCommand(fields.RequiredBase64("audio")),
        ["input_audio_buffer.commit"] = _ => new CommitAudioCommand(),
        ["input_audio_buffer.clear"] = _ => new ClearAudioCommand(),
        ["conversation.item.create"] = ReadCreateItem,
        ["conversation.item.retrieve"] = fields => new RetrieveItemCommand(fields.RequiredText("item_id")),
        ["conversation.item.truncate"] = ReadTruncate,
        ["conversation.item.delete"] = fields => new DeleteItemCommand(fields.RequiredText("item_id")),
        ["response.create"] = ResponseRequestParser.ReadCreate,
        ["response.cancel"] = fields => new CancelResponseCommand(fields.Text("response_id")),
    };

    public static ParseOutcome<ClientCommand> Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return ParseOutcome<ClientCommand>.Failed(
                ProtocolError.Invalid(ErrorCodes.InvalidEvent, "An event must be a JSON object."));
        }

        var errors = new FirstError();
        var fields = new FieldReader(root, "", errors);
        errors.EventId = fields.Text("event_id", LongestId);
        var command = ReadBody(fields, fields.RequiredText("type"), errors);
        fields.RefuseOthers();
        return errors.Found is { } error || command is null
            ? ParseOutcome<ClientCommand>.Failed(errors.Found!)
            : ParseOutcome<ClientCommand>.Of(command with { EventId = errors.EventId });
    }

    private static ClientCommand? ReadBody(FieldReader fields, string type, FirstError errors)
    {
        if (Readers.TryGetValue(type, out var read))
        {
            return read(fields);
        }

        errors.Add(
            ErrorCodes.InvalidValue,
            $"Invalid value: '{type}'. Supported values are: {string.Join(", ", Readers.Keys)}.", "type");
        return null;
    }

    private static UpdateSessionCommand ReadUpdate(FieldReader fields)
    {
        if (fields.Find("session") is { ValueKind: JsonValueKind.Object } session)
        {
            return new UpdateSessionCommand(session.Clone());
        }

        fields.Object("session");
        return new UpdateSessionCommand(default);
    }

    private static CreateItemCommand ReadCreateItem(FieldReader fields)
        => new(ItemParser.Read(fields.Object("item")), fields.Text("previous_item_id"));

    private static TruncateItemCommand ReadTruncate(FieldReader fields)
        => new(
            fields.RequiredText("item_id"),
            (int)fields.RequiredWhole("content_index", 0, 0),
            (int)fields.RequiredWhole("audio_end_ms", 0, LongestAudioMs));
}
