using System.Text.Json;
using System.Text.Json.Nodes;
using MinMo.Abstractions.Streams;

namespace MinMo.Cli.Talk;

/// <summary>Writes a call as one JSON object a line; times are milliseconds on the call's sample clock.</summary>
internal sealed class TalkEventWriter(TextWriter writer)
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one event; audio is given by its length.</summary>
    public void Write(CallOutput output)
    {
        if (Describe(output) is not { } described)
        {
            return;
        }

        var line = new JsonObject { ["type"] = described.Type, ["ms"] = Round(output.At.Milliseconds) };
        foreach (var (name, value) in described.Fields)
        {
            line[name] = value;
        }

        Write(line);
    }

    /// <summary>Writes the last line.</summary>
    public void WriteSummary(TalkJournal journal, long underruns, double seconds)
    {
        var turns = new JsonArray();
        foreach (var turn in journal.Turns)
        {
            turns.Add(new JsonObject
            {
                ["user"] = turn.User,
                ["agent"] = turn.Agent,
                ["first_audio_ms"] = turn.FirstAudioMs is { } ms ? Round(ms) : null,
                ["interrupted"] = turn.Interrupted,
                ["written"] = turn.Written,
                ["last_word_ms"] = Round(turn.LastWord.Milliseconds),
            });
        }

        Write(new JsonObject
        {
            ["type"] = "summary",
            ["turns"] = turns,
            ["underruns"] = underruns,
            ["seconds"] = Math.Round(seconds, 2),
        });
    }

    private static (string Type, (string, JsonNode?)[] Fields)? Describe(CallOutput output) => output switch
    {
        SpeechStarted started => ("speech_started",
            [("item", started.Item.Value), ("onset_ms", Round(started.Onset.Milliseconds))]),
        SpeechStopped stopped => ("speech_stopped",
            [("item", stopped.Item.Value), ("last_word_ms", Round(stopped.LastWord.Milliseconds)),
                ("dismissed", stopped.Dismissed)]),
        PauseJudged judged => ("pause_judged",
            [("text", judged.Text), ("complete", judged.Complete), ("stop_mass", judged.StopMass),
                ("wait_ms", Round(judged.Wait.TotalMilliseconds))]),
        TurnCommitted turn => ("turn_committed", [("item", turn.Item.Value), ("text", turn.Text)]),
        TurnReopened reopened => ("turn_reopened", [("item", reopened.Item.Value)]),
        DuplexObserved tick => ("duplex",
            [("phase", tick.Phase.ToString().ToLowerInvariant()), ("speech", tick.Speech), ("idle", tick.Evidence.Idle),
                ("hold", tick.Evidence.Hold), ("respond", tick.Evidence.Respond), ("yield", tick.Evidence.Yield)]),
        _ => DescribeReply(output),
    };

    private static (string Type, (string, JsonNode?)[] Fields)? DescribeReply(CallOutput output) => output switch
    {
        ReplyStarted started => ("reply_started", [("reply", started.Reply.Value), ("item", started.Item.Value)]),
        ReplyTextProduced text => ("reply_text", [("reply", text.Reply.Value), ("text", text.Text)]),
        AudioProduced audio => ("audio",
            [("reply", audio.Reply.Value), ("length_ms", Round(audio.Samples.Length * 1000.0 / audio.RateHz))]),
        ReplyAudioEnded ended => ("audio_ended", [("reply", ended.Reply.Value)]),
        PlayoutPaused paused => ("playout_paused", [("reply", paused.Reply.Value)]),
        PlayoutResumed resumed => ("playout_resumed", [("reply", resumed.Reply.Value)]),
        PlayoutFlushed flushed => ("playout_flushed", [("reply", flushed.Reply.Value)]),
        ReplyEnded ended => ("reply_ended",
            [("reply", ended.Reply.Value), ("outcome", ended.Outcome.ToString().ToLowerInvariant()),
                ("text", ended.Text), ("heard", ended.Heard), ("tokens", ended.Tokens)]),
        ListeningFellBehind late => ("fell_behind",
            [("lag_ms", late.Lag.TotalMilliseconds), ("merged", late.MergedTicks), ("dropped", late.DroppedTicks), ("lost", late.LostTicks)]),
        SessionRecovered recovered => ("recovered", [("reason", recovered.Reason)]),
        CallSuspended => ("suspended", []),
        CommandRefused refused => ("refused", [("explanation", refused.Explanation)]),
        CallEnded ended => ("ended", [("reason", ended.Reason)]),
        _ => null,
    };

    private static double Round(double milliseconds) => Math.Round(milliseconds, 1);

    private void Write(JsonObject line) => writer.WriteLine(line.ToJsonString(Compact));
}
