using MinMo.Conversation.Tools;
using MinMo.Models.Language;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>Holds dialogues with a model, greedily, several at once, tools run: how many replies are right?</summary>
/// <remarks>The history is the model's own. Dates in tool calls count from the day on which the dialogue was written if
/// the model calls the tool as it should.</remarks>
internal sealed class DialogueTrial(MindUnits units, DialogueWriting writing, IReadOnlyList<float[]>? heard = null)
{
    private const int MostReplyUnits = 48;
    private const int LaneLength = 768;
    private static readonly DateTimeOffset SomeDay = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);

    /// <summary>Holds dialogues.</summary>
    /// <param name="model">With its embeddings in place.</param>
    /// <param name="dialogues">What callers say and what is expected.</param>
    /// <param name="user">Appends a user's turn.</param>
    /// <param name="report">Takes every exchange and the reply to it.</param>
    public void Run(
        DecoderModel model, IReadOnlyList<Dialogue> dialogues, Action<DialogueScript, Exchange> user,
        Action<Exchange, TrialReply> report)
    {
        using var decoder = new TorchDecoder(model, dialogues.Count, LaneLength);
        Talk[] talks = [.. dialogues.Select((dialogue, slot) => new Talk(dialogue, slot))];
        foreach (var talk in talks)
        {
            Ask(talk, user);
        }

        while (talks.Where(talk => !talk.IsOver).ToArray() is { Length: > 0 } open)
        {
            var outputs = decoder.Step([.. open.Select(talk => RowOf(talk, decoder))]);
            for (var row = 0; row < open.Length; row++)
            {
                open[row].Past += open[row].Pending.Count;
                open[row].Pending.Clear();
                Hear(open[row], System.Numerics.Tensors.TensorPrimitives.IndexOfMax(outputs.LastLogits(row)), user, report);
            }
        }
    }

    private LaneRow RowOf(Talk talk, TorchDecoder decoder)
    {
        var width = decoder.Configuration.HiddenSize;
        var embeddings = new float[talk.Pending.Count * width];
        var other = new float[width];
        for (var place = 0; place < talk.Pending.Count; place++)
        {
            var position = talk.Pending[place];
            var row = embeddings.AsSpan(place * width, width);
            if (position.Row > 0 && heard is not null)
            {
                heard[position.Row].CopyTo(row);
                continue;
            }

            decoder.Embed([position.Unit], row);
            if (position.Share < 1)
            {
                decoder.Embed([position.Other], other);
                System.Numerics.Tensors.TensorPrimitives.Multiply(row, position.Share, row);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(other, 1 - position.Share, row, row);
            }
        }

        return new LaneRow { Slot = talk.Slot, Past = talk.Past, Embeddings = embeddings };
    }

    private void Hear(Talk talk, int unit, Action<DialogueScript, Exchange> user, Action<Exchange, TrialReply> report)
    {
        talk.Pending.Add(new ScriptPosition(unit, unit, 1));
        talk.Units.Add(unit);
        if (unit == units.CallEnd)
        {
            Call(talk);
        }
        else if (unit == units.TurnEnd || talk.Reply.Count >= MostReplyUnits)
        {
            Finish(talk, report);
            talk.Exchange++;
            talk.IsOver = talk.Exchange == talk.Dialogue.Exchanges.Count || talk.Past > LaneLength - 260;
            if (!talk.IsOver)
            {
                talk.Pending.AddRange(units.LineEnd.Select(id => new ScriptPosition(id, id, 1)));
                Ask(talk, user);
            }
        }
        else
        {
            talk.Reply.Add(unit);
        }
    }

    private void Ask(Talk talk, Action<DialogueScript, Exchange> user)
    {
        var script = new DialogueScript();
        writing.Ask(script, talk.Dialogue.Exchanges[talk.Exchange], user);
        talk.Pending.AddRange(script.Positions);
        talk.Reply.Clear();
        talk.Units.Clear();
    }

    private void Call(Talk talk)
    {
        var begin = talk.Reply.LastIndexOf(units.CallStart);
        var call = units.TextOf([.. talk.Reply.Skip(begin + 1)]);
        var written = talk.Dialogue.Exchanges[talk.Exchange].Tools.FirstOrDefault(tool => tool.Call == call);
        var response = written?.Response ?? BuiltInTools.Run(call, SomeDay);
        int[] appended = [units.ResponseStart, .. units.Of(response), units.ResponseEnd];
        talk.Pending.AddRange(appended.Select(id => new ScriptPosition(id, id, 1)));
        talk.Units.AddRange(appended);
        talk.Reply.RemoveRange(Math.Max(0, begin), talk.Reply.Count - Math.Max(0, begin));
    }

    private void Finish(Talk talk, Action<Exchange, TrialReply> report)
    {
        var exchange = talk.Dialogue.Exchanges[talk.Exchange];
        var reply = units.TextOf([.. talk.Reply]);
        var first = talk.Reply.Count > 0 ? talk.Reply[0] : -1;
        var rightStyle = units.StyleOf(exchange.Style) is { } style ? first == style : !IsStyle(first);
        report(exchange, new TrialReply(reply, ReplyJudge.IsRight(exchange, reply) && rightStyle, [.. talk.Units]));
    }

    private bool IsStyle(int unit)
        => Enum.GetValues<SpeakingStyle>().Any(style => units.StyleOf(style) == unit);

    private sealed class Talk(Dialogue dialogue, int slot)
    {
        public Dialogue Dialogue => dialogue;

        public int Slot => slot;

        public int Exchange { get; set; }

        public int Past { get; set; }

        public bool IsOver { get; set; }

        public List<ScriptPosition> Pending { get; } = [];

        public List<int> Reply { get; } = [];

        public List<int> Units { get; } = [];
    }
}
