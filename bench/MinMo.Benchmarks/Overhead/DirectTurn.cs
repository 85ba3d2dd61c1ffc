using System.Diagnostics;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Testing.Scripting;

namespace MinMo.Benchmarks.Overhead;

/// <summary>A turn without grains and streams: the machine's steps are called directly, one after the other.</summary>
internal static class DirectTurn
{
    /// <summary>Takes the turn.</summary>
    /// <param name="number">Of the call.</param>
    /// <param name="times">Gets the times.</param>
    public static void Take(int number, TurnTimes times)
    {
        var engine = OverheadTurn.Engine();
        var call = OverheadTurn.Call(number);
        var machine = new CallMachine(call, OverheadTurn.Settings);
        var waiting = new Queue<CallAction>(machine.Start());
        var place = (Admission.Granted)engine.Open(new SessionRequest(call, OverheadTurn.Settings));
        Carry(machine, engine, new Queue<CallAction>(machine.Apply(new SessionOpened(place))));
        waiting.Clear();
        var longest = TimeSpan.Zero;
        bool silent = true;
        foreach (var frame in OverheadTurn.Frames)
        {
            long began = Stopwatch.GetTimestamp();
            foreach (var action in machine.Apply(new InputArrived(frame)))
            {
                waiting.Enqueue(action);
            }

            long? sounded = Carry(machine, engine, waiting);
            var took = Stopwatch.GetElapsedTime(began);
            times.Inputs.Add(took);
            longest = took > longest ? took : longest;
            if (silent && sounded is { } first)
            {
                times.FirstAudio.Add(Stopwatch.GetElapsedTime(began, first));
                silent = false;
            }
        }

        times.Preparation.Add(longest);
        machine.Apply(new InputArrived(new HungUp()));
    }

    /// <returns>When the first sound came, if one did.</returns>
    private static long? Carry(CallMachine machine, ScriptedEngine engine, Queue<CallAction> waiting)
    {
        long? sounded = null;
        while (waiting.TryDequeue(out var action))
        {
            sounded ??= action is EmitOutput { Output: AudioProduced } ? Stopwatch.GetTimestamp() : null;
            if (action is not StartStep start)
            {
                continue;
            }

            foreach (var next in machine.Apply(new StepEnded(start.Ticket, engine.Execute(start.Step))))
            {
                waiting.Enqueue(next);
            }
        }

        return sounded;
    }
}
