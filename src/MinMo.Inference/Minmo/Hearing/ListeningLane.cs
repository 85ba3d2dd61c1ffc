using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Models.Duplex;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>
/// The second lane of a call, in which it listens: a fork of the dialogue, a turn of the caller that is open, and a row
/// for every tick, also while the agent speaks. It is a cache of the dialogue and of <see cref="HeardStream"/> and is
/// founded anew when the dialogue changed or silence has filled it.
/// </summary>
internal sealed class ListeningLane
{
    private int _prefix;
    private int _begin;
    private int _idleRows;

    /// <summary>The lane; null before the first tick.</summary>
    public Lane? Lane { get; private set; }

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        Lane = null;
        (_prefix, _begin, _idleRows) = (0, 0, 0);
    }

    /// <summary>Whether the lane listens where a context says, and has room for another row.</summary>
    /// <param name="dialogue">The dialogue lane.</param>
    /// <param name="context">Where to listen.</param>
    public bool Fits(Lane dialogue, ListeningContext context)
    {
        if (Lane is not { Room: > 0 } lane)
        {
            return false;
        }

        bool fullOfSilence = context.From is null && ListeningSilence.Fills(_idleRows, lane.Length - _begin);
        return !fullOfSilence && PrefixOf(dialogue, context) == _prefix
            && lane.Tokens[.._prefix].SequenceEqual(dialogue.Tokens[.._prefix]);
    }

    /// <summary>Takes a fork of the dialogue as the lane.</summary>
    /// <param name="fork">Holds the prefix, the opening of the caller's turn and the rows that stayed.</param>
    /// <param name="positions">Positions that are the dialogue's, and those before the rows.</param>
    public void Found(Lane fork, (int Prefix, int Begin) positions)
    {
        Lane = fork;
        (_prefix, _begin, _idleRows) = (positions.Prefix, positions.Begin, 0);
    }

    /// <summary>How much of the dialogue counts; an eighth of the lane is left to listen in, whatever was said.</summary>
    public static int PrefixOf(Lane dialogue, ListeningContext context)
        => Math.Clamp(context.At.Tokens, 0, Math.Min(dialogue.Length, (dialogue.Length + dialogue.Room) * 7 / 8));

    /// <summary>Most rows to begin a new lane with: what is open must stay, but half of the room is for what comes.</summary>
    /// <param name="context">Where to listen.</param>
    /// <param name="room">Positions behind the opening.</param>
    public static int RowsToKeep(ListeningContext context, int room)
        => Math.Min(context.From is null ? ListeningSilence.RowsKept : int.MaxValue, room / 2);

    /// <summary>A row was appended.</summary>
    /// <param name="idle">Whether it said nothing for the agent.</param>
    public void Note(bool idle) => _idleRows = idle ? _idleRows + 1 : 0;
}
