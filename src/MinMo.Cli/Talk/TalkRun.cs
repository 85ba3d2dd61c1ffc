using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;
using Spectre.Console;

namespace MinMo.Cli.Talk;

/// <summary>One run of <c>minmo talk</c>: opens the call, plays it, writes what it left behind.</summary>
internal sealed class TalkRun(TalkOptions options, ICallLines lines, TimeProvider time)
{
    /// <summary>Plays the call.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task RunAsync(TextWriter output, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, "talk", Settings(), cancellationToken);
        using var recorder = new CallRecorder(options.Output);
        var call = Call(line, recorder, output, console);
        long began = time.GetTimestamp();
        await call.PlayAsync(cancellationToken);
        if (options.Picture is not null)
        {
            TalkPicture.Write(options.Picture, recorder, call.Journal);
        }

        if (options.Json)
        {
            new TalkEventWriter(output).WriteSummary(
                call.Journal, call.Underruns, time.GetElapsedTime(began).TotalSeconds);
        }
        else
        {
            Conclude(console, call);
        }
    }

    private CallSettings Settings()
    {
        var settings = new CallSettings { Bundle = options.Bundle, LockStep = options.Fast };
        return options.Instructions is null ? settings : settings with { Instructions = options.Instructions };
    }

    private TalkCall Call(ICallLine line, CallRecorder recorder, TextWriter output, IAnsiConsole console)
    {
        var writer = new TalkEventWriter(output);
        TalkTranscript? transcript = null;
        var call = new TalkCall(line, new CallerTrack(options.Recordings, options.Overlap), time, options.Fast)
        {
            Heard = options.Json ? writer.Write : happened => transcript!.Write(happened),
            Recorded = recorder.Record,
        };
        transcript = new TalkTranscript(console, call.Journal);
        return call;
    }

    private void Conclude(IAnsiConsole console, TalkCall call)
    {
        if (call.Journal.Turns.Count == 0)
        {
            console.MarkupLine("[yellow]No words were heard.[/] Is there speech in the recording?");
        }

        if (options.Fast)
        {
            console.MarkupLine("[grey]Played in lock step: latencies do not include computing.[/]");
        }

        foreach (string? path in new[] { options.Output, options.Picture }.Where(path => path is not null))
        {
            console.MarkupLine($"[grey]wrote[/] {Markup.Escape(path!)}");
        }
    }
}
