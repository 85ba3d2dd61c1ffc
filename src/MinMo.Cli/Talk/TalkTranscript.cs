using System.Globalization;
using MinMo.Abstractions.Streams;
using Spectre.Console;

namespace MinMo.Cli.Talk;

/// <summary>Writes a call for people while it goes on: who said what, and how fast the agent answered.</summary>
internal sealed class TalkTranscript(IAnsiConsole console, TalkJournal journal)
{
    /// <summary>Writes what is worth a line.</summary>
    public void Write(CallOutput output)
    {
        switch (output)
        {
            case TurnCommitted turn:
                Line(output, "[bold]caller[/]", Markup.Escape(turn.Text ?? "(no words)"));
                break;
            case TurnReopened:
                Line(output, "[grey]      [/]", "[grey]the caller goes on; the answer is taken back[/]");
                break;
            case SpeechStopped { Dismissed: true }:
                Line(output, "[grey]      [/]", "[grey]sound without words is ignored[/]");
                break;
            case PlayoutPaused:
                Line(output, "[grey]      [/]", "[grey]the caller makes a sound; the agent holds[/]");
                break;
            case PlayoutResumed:
                Line(output, "[grey]      [/]", "[grey]the agent goes on[/]");
                break;
            case ReplyEnded ended when ended.Outcome != ReplyOutcome.TakenBack:
                Answer(ended);
                break;
            case SessionRecovered recovered:
                Line(output, "[yellow]engine[/]", Markup.Escape($"moved to a new place: {recovered.Reason}"));
                break;
        }
    }

    private void Answer(ReplyEnded ended)
    {
        var turn = journal.Turns.LastOrDefault(turn => turn.Reply == ended.Reply);
        string latency = turn?.FirstAudioMs is { } ms
            ? string.Create(CultureInfo.InvariantCulture, $" [grey](first audio {ms:F0} ms)[/]")
            : "";
        string cut = ended.Outcome == ReplyOutcome.Interrupted ? " [red]— interrupted[/]" : "";
        string words = ended.Heard.Length > 0 ? ended.Heard : "(nothing)";
        Line(ended, "[bold green] agent[/]", Markup.Escape(words) + cut + latency);
    }

    private void Line(CallOutput output, string who, string what)
        => console.MarkupLine(string.Create(
            CultureInfo.InvariantCulture, $"[grey]{output.At.Milliseconds / 1000,7:F2} s[/]  {who}  {what}"));
}
