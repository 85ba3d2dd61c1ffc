using System.Text;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Protocols.Tests.Realtime;

public sealed class CommandReadingTests
{
    [Fact]
    public void Audio_is_read_byte_by_byte()
    {
        var append = Assert.IsType<AppendAudioCommand>(Read("""{"type":"input_audio_buffer.append","audio":"AQID"}""").Value);

        Assert.Equal([1, 2, 3], append.Audio);
    }

    [Fact]
    public void A_message_keeps_the_name_the_client_gave_it()
    {
        var create = Assert.IsType<CreateItemCommand>(Read(
            """
            {"event_id":"e","type":"conversation.item.create","previous_item_id":"root","item":{"id":"mine","object":"realtime.item","type":"message",
             "status":"completed","role":"user","content":[{"type":"input_text","text":"hi"}]}}
            """).Value);

        Assert.Equal(("mine", "root", "e"), (create.Item.Id, create.PreviousItemId, create.EventId));
        Assert.Equal("hi", Assert.IsType<InputTextPart>(create.Item.Content[0]).Text);
    }

    [Theory]
    [InlineData("", ErrorCodes.InvalidEvent, null)]
    [InlineData("null", ErrorCodes.InvalidEvent, null)]
    [InlineData("""{"type":"response.cancel","type":"response.create"}""", ErrorCodes.InvalidEvent, null)]
    [InlineData("{}", ErrorCodes.MissingParameter, "type")]
    [InlineData("""{"type":7}""", ErrorCodes.InvalidValue, "type")]
    [InlineData("""{"type":"response.cancel","surprise":1}""", ErrorCodes.UnknownParameter, "surprise")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"A"}""", ErrorCodes.InvalidValue, "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":null}""", ErrorCodes.InvalidValue, "audio")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","content_index":0,"audio_end_ms":-1}""", ErrorCodes.InvalidValue, "audio_end_ms")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","content_index":0,"audio_end_ms":1.5}""", ErrorCodes.InvalidValue, "audio_end_ms")]
    [InlineData("""{"type":"conversation.item.truncate","item_id":"a","audio_end_ms":1}""", ErrorCodes.MissingParameter, "content_index")]
    [InlineData("""{"type":"conversation.item.create"}""", ErrorCodes.MissingParameter, "item")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"function_call_output"}}""", ErrorCodes.Unsupported, "item.type")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"robot","content":[]}}""", ErrorCodes.InvalidValue, "item.role")]
    [InlineData("""{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_audio"}]}}""", ErrorCodes.Unsupported, "item.content[0].type")]
    [InlineData("""{"type":"response.create","response":{"output_modalities":["audio","text"]}}""", ErrorCodes.InvalidValue, "response.output_modalities")]
    [InlineData("""{"type":"response.create","response":{"max_output_tokens":0}}""", ErrorCodes.InvalidValue, "response.max_output_tokens")]
    [InlineData("""{"type":"response.create","response":{"tools":[{"type":"function"}]}}""", ErrorCodes.Unsupported, "response.tools")]
    [InlineData("""{"type":"response.create","response":{"input":[]}}""", ErrorCodes.Unsupported, "response.input")]
    [InlineData("""{"type":"session.update"}""", ErrorCodes.MissingParameter, "session")]
    [InlineData("""{"type":"session.update","session":[]}""", ErrorCodes.InvalidValue, "session")]
    [InlineData("""{"type":"response.cancel","response_id":"\ud800"}""", ErrorCodes.InvalidValue, "response_id")]
    public void A_mistake_is_named_by_code_and_place(string json, string code, string? param)
    {
        var error = Read(json).Error;

        Assert.NotNull(error);
        Assert.Equal((code, param), (error.Code, error.Param));
    }

    [Fact]
    public void Every_error_echoes_the_clients_own_event_id()
        => Assert.Equal("mine", Read("""{"type":"no.such","event_id":"mine"}""").Error?.EventId);

    private static ParseOutcome<ClientCommand> Read(string json) => RealtimeJson.ReadCommand(Encoding.UTF8.GetBytes(json));
}
