using System.Text.Json;
using MinMo.Protocols.Realtime.Errors;

namespace MinMo.Protocols.Realtime.Session;

/// <summary>The <c>audio</c> part of a session update.</summary>
internal static class AudioMerge
{
    public static SessionAudio Apply(SessionAudio current, FieldReader session, bool audible, FirstError errors)
    {
        if (Child(session, "audio") is not { } audio)
        {
            return current;
        }

        return new SessionAudio(
            Child(audio, "input") is { } input ? Apply(current.Input, input) : current.Input,
            Child(audio, "output") is { } output ? Apply(current.Output, output, audible, errors) : current.Output);
    }

    private static InputAudio Apply(InputAudio current, FieldReader input) => current with
    {
        Format = SessionMerge.ReadFormat(input) ?? current.Format,
        Transcription = input.IsNull("transcription") ? null
            : Child(input, "transcription") is { } asked ? ReadTranscription(current.Transcription, asked)
            : current.Transcription,
        TurnDetection = input.IsNull("turn_detection") ? null
            : Child(input, "turn_detection") is { } rule ? ReadDetection(current.TurnDetection, rule)
            : current.TurnDetection,
    };

    private static OutputAudio Apply(OutputAudio current, FieldReader output, bool audible, FirstError errors)
    {
        string voice = ReadVoice(output) ?? current.Voice;
        if (audible && voice != current.Voice)
        {
            errors.Add(
                ErrorCodes.VoiceFixed, "The voice cannot change once it was heard.", output.PathOf("voice"));
        }

        return current with
        {
            Format = SessionMerge.ReadFormat(output) ?? current.Format,
            Voice = voice,
            Speed = output.Number("speed", 0.25, 1.5) ?? current.Speed,
        };
    }

    private static string? ReadVoice(FieldReader output)
        => output.Find("voice") is { ValueKind: JsonValueKind.Object }
            ? output.Object("voice").RequiredText("id")
            : output.Text("voice", longest: 128);

    private static Transcription ReadTranscription(Transcription? current, FieldReader asked)
        => new(asked.Text("model", 128) ?? current?.Model, asked.Text("language", 32) ?? current?.Language);

    private static TurnDetection ReadDetection(TurnDetection? current, FieldReader rule)
    {
        string type = rule.Text("type") ?? current?.Type ?? rule.RequiredText("type");
        rule.OneOf("type", type, TurnDetection.ServerVad, TurnDetection.SemanticVad);
        if (rule.Has("idle_timeout_ms") && !rule.IsNull("idle_timeout_ms"))
        {
            rule.Unsupported("idle_timeout_ms", "silence never starts a reply; send null");
        }

        return type == TurnDetection.ServerVad
            ? ReadSilenceRule(current?.Type == type ? current : TurnDetection.BySilence, rule)
            : ReadMeaningRule(current?.Type == type ? current : TurnDetection.ByMeaning, rule);
    }

    private static TurnDetection ReadSilenceRule(TurnDetection before, FieldReader rule) => before with
    {
        Threshold = rule.Number("threshold", 0, 1) ?? before.Threshold,
        PrefixPaddingMs = (int?)rule.Whole("prefix_padding_ms", 0, 5_000) ?? before.PrefixPaddingMs,
        SilenceDurationMs = (int?)rule.Whole("silence_duration_ms", 0, 10_000) ?? before.SilenceDurationMs,
        CreateResponse = rule.Flag("create_response") ?? before.CreateResponse,
        InterruptResponse = rule.Flag("interrupt_response") ?? before.InterruptResponse,
    };

    private static TurnDetection ReadMeaningRule(TurnDetection before, FieldReader rule)
    {
        string? eagerness = rule.Text("eagerness");
        rule.OneOf("eagerness", eagerness, "low", "medium", "high", "auto");
        return before with
        {
            Eagerness = eagerness ?? before.Eagerness,
            CreateResponse = rule.Flag("create_response") ?? before.CreateResponse,
            InterruptResponse = rule.Flag("interrupt_response") ?? before.InterruptResponse,
        };
    }

    private static FieldReader? Child(FieldReader owner, string name)
        => owner.Has(name) && !owner.IsNull(name) ? owner.Object(name) : null;
}
