using MinMo.Models.Duplex;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.SpeechEncoder;
using MinMo.Training.Corpora.Calls;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Duplex;

/// <summary>Listens to simulated calls as the engine does: ear, then the language model in a lane that holds the last
/// exchanges and an open turn of the caller; the lane is founded anew whenever the agent has replied and when silence has
/// filled it.</summary>
internal sealed class CallListening(HearingModel model, MindUnits units)
{
    private const int MostRows = 160;      // rows after which a lane is founded anew, whatever is heard
    private const int RememberedTurns = 2; // exchanges in front
    private const int MostTurnRows = 80;
    private const int EdgeTicks = 3;

    private readonly SpeechFeatures _features = new(model.Encoder.Configuration);
    private readonly DialogueWriting _writing = new(units);

    /// <summary>All stretches of a call.</summary>
    /// <param name="call">Its timeline.</param>
    /// <param name="samples">The caller's channel.</param>
    /// <param name="index">Which call.</param>
    public IEnumerable<Stretch> Listen(SimulatedCall call, ReadOnlySpan<short> samples, int index)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var rows = Hear(samples);
        var ticks = Math.Min(call.TickCount, (int)rows.shape[0] - 1);
        int[] begins = [0, .. call.AgentTurns.Select(turn => TickOf(turn.Start)).Where(tick => tick < ticks), ticks];
        var stretches = new List<Stretch>();
        for (var turn = 0; turn + 1 < begins.Length; turn++)
        {
            foreach (var (from, to) in Lanes(call, begins[turn], begins[turn + 1]))
            {
                stretches.Add(Listen(call, (turn, index), rows, (from, to)));
            }
        }

        return stretches;
    }

    /// <summary>The stretches of ticks between which the lane is founded anew.</summary>
    internal static IEnumerable<(int From, int To)> Lanes(SimulatedCall call, int from, int to)
    {
        var (begin, idle) = (from, 0);
        for (var tick = from; tick < to; tick++)
        {
            idle = call.ClassOf(tick) == DuplexClass.Idle ? idle + 1 : 0;
            var length = tick + 1 - begin;
            if (length >= MostRows || ListeningSilence.Fills(idle, length))
            {
                yield return (begin, tick + 1);
                (begin, idle) = (tick + 1, 0);
            }
        }

        if (begin < to)
        {
            yield return (begin, to);
        }
    }

    private static int TickOf(int sample) => sample / SimulatedCall.TickSamples;

    // Row 0 stands for none; tick k is row k + 1.
    private Tensor Hear(ReadOnlySpan<short> samples)
    {
        var values = _features.Rows(EarBatches.FloatsOf(samples));
        var count = values.Length / _features.Stacking.RowWidth;
        var batch = new EarBatch(tensor(values, [1, count, _features.Stacking.RowWidth]), [count], [0]);
        var (logits, _) = model.Hear(batch, trainsEncoder: false);
        var rows = InputProjector.Rows(logits, model.Embeddings)[0]; // [t, d]
        return cat([zeros([1, rows.shape[1]]), rows], 0);
    }

    private Stretch Listen(SimulatedCall call, (int Turns, int Index) place, Tensor rows, (int From, int To) ticks)
    {
        var first = Math.Max(0, ticks.From - ListeningSilence.RowsKept);
        var script = new DialogueScript();
        for (var turn = Math.Max(0, place.Turns - RememberedTurns); turn < place.Turns; turn++)
        {
            Remember(script, call, turn, (int)rows.shape[0] - 1);
        }

        script.Append([.. units.UserTurn, units.SpeechStart], 0);
        var prefix = script.Positions.Count;
        var count = ticks.To - first;
        var positions = script.Positions.Concat(Heard(first, count)).ToArray();
        return new Stretch(
            HiddenOf(positions, rows, prefix),
            [.. Enumerable.Range(first, count).Select(call.AgentSpeaks)],
            [.. Enumerable.Range(first, count).Select(tick => tick < ticks.From ? -1 : (int)call.ClassOf(tick))],
            place.Index, first);
    }

    private void Remember(DialogueScript script, SimulatedCall call, int turn, int ticks)
    {
        var reply = call.AgentTurns[turn];
        var caller = call.CallerTurns.LastOrDefault(said => said.Start < reply.Start);
        var from = caller is null ? TickOf(reply.Start) - ListeningSilence.RowsKept : TickOf(caller.Start) - EdgeTicks;
        var to = caller is null ? TickOf(reply.Start) : TickOf(caller.End) + EdgeTicks;
        var (begin, end) = (Math.Clamp(from, 0, ticks - 1), Math.Clamp(to, 1, ticks));
        var heard = Heard(begin, Math.Clamp(end - begin, 0, MostTurnRows));
        _writing.Ask(script, reply.Exchange, (target, _) => _writing.AppendHeard(target, heard, 0));
        _writing.Answer(script, reply.Exchange);
    }

    private ScriptPosition[] Heard(int first, int count)
        => [.. Enumerable.Range(first, count).Select(tick => new ScriptPosition(units.Blank, units.Blank, 1, Row: tick + 1))];

    private float[] HiddenOf(ScriptPosition[] positions, Tensor rows, int prefix)
    {
        using var scope = NewDisposeScope();
        var packed = new PackedScripts([positions], 0, positions.Length);
        var x = ScriptLoss.Embed(packed, model.Embeddings, rows).unsqueeze(0); // [1, t, d]
        using var attention = new CausalAttention(model.Mind.Configuration, positions.Length, ScalarType.Float32);
        var hidden = model.Mind.call(x, attention)[0];                         // [t, d]
        return hidden.narrow(0, prefix, positions.Length - prefix).contiguous().data<float>().ToArray();
    }
}
