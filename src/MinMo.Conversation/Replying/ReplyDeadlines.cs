using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>
/// How long each stage of a reply may take so that the caller hears no gap: until playout runs dry, less what the stages
/// behind it need; before the first sound, until the reply is expected to begin.
/// </summary>
internal static class ReplyDeadlines
{
    /// <summary>What the voice needs for a block, and rendering for its sound (paper section 3.2: 70 and 130 ms).</summary>
    private static readonly TimeSpan Speaking = TimeSpan.FromMilliseconds(70);
    private static readonly TimeSpan Rendering = TimeSpan.FromMilliseconds(130);

    /// <summary>What is late already is as urgent as can be, and counts as late.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>Slack of prompting and thinking: text that waits for the voice is audio in hand.</summary>
    public static TimeSpan OfText(Reply reply, CallContext context)
    {
        var unspoken = TimeSpan.FromSeconds(reply.UnspokenCharacters / TokenSpeech.CharactersPerSecond);
        return AtLeast(UntilDry(reply, context) + reply.Audio.Announced + unspoken - Speaking - Rendering);
    }

    /// <summary>Slack of a block on its way to the voice.</summary>
    public static TimeSpan OfSpeech(Reply reply, CallContext context)
        => AtLeast(UntilDry(reply, context) + reply.Audio.Announced - Rendering);

    /// <summary>Slack of the next sound.</summary>
    public static TimeSpan OfSound(Reply reply, CallContext context) => AtLeast(UntilDry(reply, context));

    private static TimeSpan UntilDry(Reply reply, CallContext context)
    {
        if (reply.Audio.Produced == 0)
        {
            var waited = reply.Decided is { } decided ? context.Now - decided : TimeSpan.Zero;
            return context.Settings.Turns.FirstAudioWithin - waited;
        }

        // Playout went on since it was last reported.
        var since = reply.Audio is { Played: > 0, ReportedAt: { } reported } ? context.Now - reported : TimeSpan.Zero;
        return reply.Audio.Ahead - since;
    }

    private static TimeSpan AtLeast(TimeSpan slack) => slack > Least ? slack : Least;
}
