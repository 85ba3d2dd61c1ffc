namespace MinMo.Conversation.Replying;

/// <summary>A piece of a reply that is spoken in one go. The clauses of a reply follow each other without a gap.</summary>
/// <param name="Text">Characters [<paramref name="Start"/>, <paramref name="Start"/> + length) of the reply, unchanged,
/// white space and all.</param>
/// <param name="Start">Position of its first character in the reply.</param>
public readonly record struct ReplyClause(string Text, int Start)
{
    /// <summary>Position behind its last character in the reply.</summary>
    public int End => Start + Text.Length;

    /// <summary>Where to cut the reply when only a part of the clause was heard: behind the last word whose share of the
    /// clause was played, words being taken as long as they are written.</summary>
    /// <param name="share">Of the clause's audio, 0 to 1.</param>
    /// <returns>A position in the reply, <see cref="Start"/> if not even the first word was heard.</returns>
    public int HeardEnd(double share)
    {
        if (share >= 1)
        {
            return End;
        }

        var heard = (int)(Text.AsSpan().TrimEnd().Length * Math.Max(share, 0));
        while (heard > 0 && !(char.IsWhiteSpace(Text[heard]) && !char.IsWhiteSpace(Text[heard - 1])))
        {
            heard--;
        }

        return Start + heard;
    }
}
