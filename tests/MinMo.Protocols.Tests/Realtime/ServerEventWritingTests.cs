using System.Text;
using System.Text.Json;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Tests.Realtime;

/// <summary>Rules that the parsers of known clients need (numbers as in the protocol notes of those clients).</summary>
public sealed class ServerEventWritingTests
{
    private static readonly SessionConfiguration Session = new() { Id = "sess", Model = "any" };

    [Fact]
    public void The_session_is_written_with_all_defaults_and_explicit_nulls()
    {
        var session = Write(new SessionCreatedEvent(Session)).GetProperty("session");

        Assert.Equal("realtime", session.GetProperty("type").GetString());
        Assert.Equal("inf", session.GetProperty("max_output_tokens").GetString());
        Assert.Equal(JsonValueKind.Null, session.GetProperty("tracing").ValueKind);
        var input = session.GetProperty("audio").GetProperty("input");
        Assert.Equal(24_000, input.GetProperty("format").GetProperty("rate").GetInt32());
        Assert.True(input.GetProperty("turn_detection").GetProperty("interrupt_response").GetBoolean());
        Assert.Equal(JsonValueKind.Null, input.GetProperty("transcription").ValueKind);
    }

    [Fact]
    public void A_spoken_turn_always_has_the_key_transcript()
    {
        var item = new ConversationItem { Id = "i", Role = "user", Content = [new InputAudioPart(null)] };

        var part = Write(new ItemAddedEvent(item, null)).GetProperty("item").GetProperty("content")[0];

        Assert.Equal(JsonValueKind.Null, part.GetProperty("transcript").ValueKind);
        Assert.Equal("input_audio", part.GetProperty("type").GetString());
    }

    [Fact]
    public void Parts_of_responses_leave_out_what_they_do_not_have()
    {
        var part = Write(new ContentPartAddedEvent(ResponsePart.Audio("")) { ResponseId = "r", ItemId = "i" }).GetProperty("part");

        Assert.Equal("""{"type":"audio","transcript":""}""", part.GetRawText());
    }

    [Fact]
    public void A_response_has_every_key_that_clients_look_for()
    {
        var response = Write(new ResponseDoneEvent(new ResponseState
        {
            Id = "resp",
            Status = "completed",
            OutputModalities = ["audio"],
        })).GetProperty("response");

        Assert.Equal(JsonValueKind.Null, response.GetProperty("status_details").ValueKind);
        Assert.Equal(JsonValueKind.Null, response.GetProperty("usage").ValueKind);
        Assert.Equal(JsonValueKind.Array, response.GetProperty("output").ValueKind);
        Assert.Equal("realtime.response", response.GetProperty("object").GetString());
    }

    [Fact]
    public void Audio_is_standard_base64_with_padding()
    {
        byte[] audio = [0xfb, 0xff, 0xfe, 0x3f];

        string json = Encoding.UTF8.GetString(RealtimeJson.Write(
            new AudioDeltaEvent(audio) { EventId = "e", ResponseId = "r", ItemId = "i" }));

        Assert.Contains("\"delta\":\"" + Convert.ToBase64String(audio) + "\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_say_null_where_nothing_is_to_blame()
    {
        var error = Write(new ErrorEvent(ProtocolError.Invalid("code", "message"))).GetProperty("error");

        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
        Assert.Equal(JsonValueKind.Null, error.GetProperty("event_id").ValueKind);
    }

    public static TheoryData<ServerEvent> Events() =>
    [
        new SessionUpdatedEvent(Session),
        new SpeechStartedEvent("item", 120),
        new AudioCommittedEvent("item", "before"),
        new ItemDoneEvent(new ConversationItem { Id = "i", Role = "assistant", Content = [new OutputAudioPart("hi")] }, "before"),
        new ItemTruncatedEvent("item", 0, 900),
        new TranscriptionCompletedEvent("item", 0, "hello", new TranscriptionUsage(2)),
        new TranscriptDeltaEvent(" größer 😀") { ResponseId = "r", ItemId = "i" },
        new DuplexEvent(32, "listening", 0.1f, 0.9f, 0, 0, 0.1f),
        new PauseEvent(32, "well", null, 0.2f, 1500),
        new HeardEvent("item", "en", "happy", ["laughter", "bgm"]),
        new LatencyEvent("r", 7, 1, 2, 3, null),
        new ErrorEvent(ProtocolError.Invalid("code", "message", "param", "event")),
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void What_was_written_is_read_again(ServerEvent happened)
    {
        var named = happened with { EventId = "event_1" };

        byte[] written = RealtimeJson.Write(named);
        var read = RealtimeJson.ReadServerEvent(written);

        Assert.Equal(named.GetType(), read?.GetType());
        Assert.Equal(written, RealtimeJson.Write(read!));
    }

    [Fact]
    public void An_unknown_event_is_no_event()
        => Assert.Null(RealtimeJson.ReadServerEvent("""{"type":"rate_limits.updated","event_id":"e"}"""u8));

    private static JsonElement Write(ServerEvent happened)
        => JsonElement.Parse(RealtimeJson.Write(happened with { EventId = "event_1" }));
}
