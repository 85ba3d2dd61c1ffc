using System.Text.Json;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Tests.Realtime;

public sealed class SessionMergeTests
{
    private static readonly SessionConfiguration Session = new() { Id = "sess", Model = "any", Instructions = "be kind" };

    [Fact]
    public void Only_keys_that_are_present_change_something()
    {
        var merged = Apply("""{"type":"realtime","audio":{"output":{"speed":1.25}}}""").Value!;

        Assert.Equal(Session with { Audio = Session.Audio with { Output = Session.Audio.Output with { Speed = 1.25 } } }, merged);
    }

    [Fact]
    public void An_explicit_null_switches_turn_detection_off()
    {
        var merged = Apply("""{"type":"realtime","audio":{"input":{"turn_detection":null}}}""").Value!;

        Assert.Null(merged.Audio.Input.TurnDetection);
    }

    [Fact]
    public void A_changed_kind_of_turn_detection_brings_its_own_defaults()
    {
        var merged = Apply("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","silence_duration_ms":700}}}}""").Value!;

        Assert.Equal(TurnDetection.BySilence with { SilenceDurationMs = 700 }, merged.Audio.Input.TurnDetection);
    }

    [Fact]
    public void Inf_lifts_the_limit_of_output()
        => Assert.Null(SessionMerge.Apply(
            Session with { MaxOutputTokens = 5 }, JsonElement.Parse("""{"type":"realtime","max_output_tokens":"inf"}"""), false, null)
            .Value!.MaxOutputTokens);

    [Fact]
    public void What_stock_clients_send_at_their_start_is_accepted()
    {
        var merged = Apply(
            """
            {"type":"realtime","model":"gpt-realtime","tracing":"auto","tools":[],"tool_choice":"auto","instructions":"","output_modalities":["audio"],
             "audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"noise_reduction":{"type":"near_field"},
             "transcription":{"model":"gpt-4o-mini-transcribe"},"turn_detection":{"type":"semantic_vad","model_version":"x"}},
             "output":{"format":{"type":"audio/pcmu"},"voice":"marin","speed":1}}}
            """);

        Assert.Null(merged.Error);
        Assert.Equal("", merged.Value!.Instructions);
        Assert.Equal(AudioFormat.MuLawType, merged.Value.Audio.Output.Format.Type);
        Assert.Equal("gpt-4o-mini-transcribe", merged.Value.Audio.Input.Transcription?.Model);
    }

    [Theory]
    [InlineData("""{"instructions":"x"}""", ErrorCodes.MissingParameter, "session.type")]
    [InlineData("""{"type":"transcription"}""", ErrorCodes.InvalidValue, "session.type")]
    [InlineData("""{"type":"realtime","voice":"alloy"}""", ErrorCodes.UnknownParameter, "session.voice")]
    [InlineData("""{"type":"realtime","instructions":3}""", ErrorCodes.InvalidValue, "session.instructions")]
    [InlineData("""{"type":"realtime","audio":{"output":{"speed":9}}}""", ErrorCodes.InvalidValue, "session.audio.output.speed")]
    [InlineData("""{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcm","rate":44100}}}}""", ErrorCodes.InvalidValue, "session.audio.input.format.rate")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","threshold":2}}}}""", ErrorCodes.InvalidValue, "session.audio.input.turn_detection.threshold")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":5000}}}}""", ErrorCodes.Unsupported, "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"type":"realtime","tools":[{"type":"function","name":"f"}]}""", ErrorCodes.Unsupported, "session.tools")]
    public void A_bad_update_is_refused_with_its_place(string patch, string code, string param)
    {
        var error = Apply(patch).Error!;

        Assert.Equal((code, param), (error.Code, error.Param));
    }

    [Fact]
    public void The_voice_is_fixed_once_it_was_heard()
    {
        var patch = JsonElement.Parse("""{"type":"realtime","audio":{"output":{"voice":"marin"}}}""");

        Assert.Equal(ErrorCodes.VoiceFixed, SessionMerge.Apply(Session, patch, audible: true, null).Error?.Code);
        Assert.Equal("marin", SessionMerge.Apply(Session, patch, audible: false, null).Value?.Audio.Output.Voice);
    }

    private static ParseOutcome<SessionConfiguration> Apply(string patch)
        => SessionMerge.Apply(Session, JsonElement.Parse(patch), audible: false, "e");
}
