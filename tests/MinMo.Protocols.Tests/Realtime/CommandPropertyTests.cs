using System.Text;
using System.Text.Json;
using CsCheck;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Items;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Tests.Realtime;

/// <summary>Whatever a client sends, the outcome is a command or an error with a known code, never an exception.</summary>
public sealed class CommandPropertyTests
{
    private static readonly string[] Codes =
    [
        ErrorCodes.InvalidEvent, ErrorCodes.UnknownParameter, ErrorCodes.InvalidValue, ErrorCodes.MissingParameter,
        ErrorCodes.Unsupported, ErrorCodes.VoiceFixed,
    ];

    private static readonly string[] Words =
    [
        "type", "session.update", "input_audio_buffer.append", "conversation.item.create", "conversation.item.truncate",
        "response.create", "response.cancel", "event_id", "audio", "item", "item_id", "content", "content_index", "response",
        "session", "realtime", "message", "role", "user", "text", "input_text", "input", "output", "format", "audio/pcm",
        "rate", "turn_detection", "server_vad", "threshold", "output_modalities", "metadata", "max_output_tokens", "inf",
        "include", "transcription", "voice", "speed", "tools", "AAAA", "", "\\ud800", "t\\u0079pe",
    ];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(index => Words[index]);

    private static readonly Gen<string> Leaf = Gen.OneOf(
        Word.Select(word => $"\"{word}\""),
        Gen.Double.Where(double.IsFinite).Select(number => JsonSerializer.Serialize(number)),
        Gen.Int.Select(number => JsonSerializer.Serialize(number)),
        Gen.Const("null"), Gen.Const("true"), Gen.Const("1e999"));

    private static readonly Gen<string> Value = Nested(4);

    [Fact]
    public void Any_bytes_give_a_command_or_a_typed_error()
        => Gen.Byte.Array[0, 200].Sample(bytes => Check(bytes), iter: 5_000);

    [Fact]
    public void Any_JSON_made_of_words_of_the_protocol_gives_a_command_or_a_typed_error()
        => Value.Sample(json => Check(Encoding.UTF8.GetBytes(json)), iter: 20_000);

    [Fact]
    public void Any_session_update_is_applied_or_refused_as_a_whole()
        => Value.Where(json => json.StartsWith('{')).Sample(
            json =>
            {
                JsonElement patch;
                try
                {
                    patch = JsonElement.Parse(json);
                }
                catch (JsonException)
                {
                    return;
                }

                var merged = SessionMerge.Apply(NewSession(), patch, audible: false, "e");
                Assert.True(merged.Succeeded || Codes.Contains(merged.Error.Code));
            },
            iter: 20_000);

    [Fact]
    public void What_was_written_is_read_again()
        => Commands().Sample(command => Assert.Equivalent(command, RealtimeJson.ReadCommand(RealtimeJson.Write(command)).Value, strict: true));

    [Fact]
    public void A_frame_broken_anywhere_gives_a_typed_error()
    {
        byte[] whole = RealtimeJson.Write(new TruncateItemCommand("item", 0, 100) { EventId = "e" });

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(ErrorCodes.InvalidEvent, RealtimeJson.ReadCommand(whole.AsMemory(0, length)).Error?.Code);
        }
    }

    private static SessionConfiguration NewSession() => new() { Id = "sess", Model = "any" };

    private static void Check(byte[] frame)
    {
        var outcome = RealtimeJson.ReadCommand(frame);
        Assert.True(outcome.Succeeded || Codes.Contains(outcome.Error.Code));
    }

    private static Gen<string> Nested(int depth)
    {
        if (depth == 0)
        {
            return Leaf;
        }

        var inner = Nested(depth - 1);
        return Gen.OneOf(
            Leaf,
            inner.Array[0, 3].Select(values => $"[{string.Join(',', values)}]"),
            Gen.Select(Word, inner).Array[0, 5].Select(fields => Fields(fields)),
            Gen.Select(Word, inner).Array[1, 5].Select(fields => Fields([("type", $"\"{fields[0].Item1}\""), .. fields])));
    }

    private static string Fields((string Name, string Value)[] fields)
        => "{" + string.Join(',', fields.DistinctBy(field => field.Name).Select(field => $"\"{field.Name}\":{field.Value}")) + "}";

    private static Gen<ClientCommand> Commands()
    {
        var id = Gen.String[Gen.Char.AlphaNumeric, 1, 20];
        var eventId = Gen.OneOf(Gen.Bool.Select(_ => (string?)null), id.Select(text => (string?)text));
        var body = Gen.OneOf(
            Gen.Byte.Array[0, 500].Select(audio => (ClientCommand)new AppendAudioCommand(audio)),
            Gen.Bool.Select(_ => (ClientCommand)new CommitAudioCommand()),
            Gen.Bool.Select(_ => (ClientCommand)new ClearAudioCommand()),
            id.Select(item => (ClientCommand)new RetrieveItemCommand(item)),
            id.Select(item => (ClientCommand)new DeleteItemCommand(item)),
            Gen.Select(id, Gen.Int[0, 100_000]).Select((item, ms) => (ClientCommand)new TruncateItemCommand(item, 0, ms)),
            Gen.Select(id, Gen.String).Select((item, text) => (ClientCommand)Message(item, text)),
            Gen.Int[1, 4096].Select(limit => (ClientCommand)new CreateResponseCommand(
                new ResponseRequest { MaxOutputTokens = limit, OutputModalities = ["text"] })),
            id.Select(response => (ClientCommand)new CancelResponseCommand(response)));
        return Gen.Select(body, eventId).Select((command, name) => command with { EventId = name });
    }

    private static CreateItemCommand Message(string id, string text)
    {
        // Lone surrogates cannot be written as UTF-8; every other text must come back as it was.
        string valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return new CreateItemCommand(
            new ConversationItem { Id = id, Role = "assistant", Content = [new OutputTextPart(valid)] }, "root");
    }
}
