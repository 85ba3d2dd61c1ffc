using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Models.Language;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>Founds listening lanes: forks the dialogue, opens a turn of the caller, appends what was heard and must stay.
/// </summary>
internal sealed class ListeningFoundation(LaneDecoder decoder, PromptFormat format, TurnJudge judge)
{
    /// <summary>Sees to it that a call can listen where a context says.</summary>
    public void Prepare(MinmoPlace place, Lane dialogue, ListeningContext context)
    {
        if (place.Listening.Fits(dialogue, context))
        {
            return;
        }

        var prefix = ListeningLane.PrefixOf(dialogue, context);
        var opening = format.OpenHearing(dialogue.Tokens[..prefix]);
        place.Listening.Begin(); // until all is done there is no lane: what fails is founded again
        var lane = decoder.Branch(dialogue, prefix);
        decoder.Append(lane, opening, foresee: false);
        var begin = lane.Length;
        judge.Reset(place.Slot);
        var kept = place.Heard.Latest(context.From, ListeningLane.RowsToKeep(context, lane.Room));
        if (kept.Count > 0)
        {
            Append(place, lane, kept);
        }

        place.Listening.Found(lane, (prefix, begin));
    }

    private void Append(MinmoPlace place, Lane lane, IReadOnlyList<HeardTick> heard)
    {
        var rows = heard.Select(HeardStream.PositionOf).ToArray();
        var prompt = new Prompt([.. rows.Select(static row => row.LaneToken)], ReplyOffset: null)
        {
            Rows = rows.Index().ToDictionary(static row => row.Index, static row => row.Item),
        };
        var outputs = decoder.Append(lane, prompt, .., RowDemand.HiddenStates);
        judge.Judge([place.Slot], outputs.HiddenStates(0), [.. heard.Select(static tick => tick.AgentSpeaks)]);
    }
}
