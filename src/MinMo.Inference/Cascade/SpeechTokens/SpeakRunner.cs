using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Inference.Speech;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>Tokens of replies to speech tokens, one token of every call a slice: blocks of N text tokens and M speech tokens
/// as the text arrives, then M speech tokens at a time until the speech ends.</summary>
internal sealed class SpeakRunner(TokenVoiceModels models, BytePairTokenizer language) : IStepRunner
{
    /// <summary>Speech tokens of a text token, at most (the maximum of the public code), and of no text at all: a voice that
    /// goes on for longer has lost its way.</summary>
    private const int MostTokensOfText = 20;
    private const int MostTokensOfNothing = 25;

    // Replies of one call keep apart from those of the next.
    private const int SeedStride = 1_000_003;

    private SpeechLanguageConfiguration Sizes => models.Language.Configuration;

    /// <inheritdoc />
    public void WarmUp()
    {
        models.Language.Step([new SpeechFeed(0, 0, [SpeechRow.Start, SpeechRow.TurnOfSpeech])]);
        models.Language.Step([new SpeechFeed(0, 2, [SpeechRow.Speech(0)])]);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var works = batch.Where(TryBegin).ToList();
        var due = works.FindAll(IsDue);
        if (due.Count > 0)
        {
            var scores = models.Language.Step([.. due.Select(FeedOf)]);
            for (var index = 0; index < due.Count; index++)
            {
                Take((Speaking)due[index].Progress!, scores, index);
            }
        }

        foreach (var work in works.Where(work => !IsDue(work)))
        {
            Finish(work);
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var mouth = ((TokenVoicePlace)work.Place).Speaking;
        if (((SpeakStep)work.Step).Block is not TokenBlock block)
        {
            work.Refuse("this voice speaks the tokens of a reply");
            return false;
        }

        if (SpeakingRate.Refusal(((SpeakStep)work.Step).Voice) is { } refusal)
        {
            work.Refuse(refusal);
            return false;
        }

        if (!mouth.HasRoom || (mouth.Reply is null && !block.First))
        {
            work.Refuse(mouth.HasRoom
                ? "there is no reply to go on with; it was hushed"
                : "too many blocks of speech wait to be rendered; render or hush them first");
            return false;
        }

        if (!block.First && mouth.Reply!.Ended)
        {
            work.Result = new SpeakResult(mouth.Add(null), Samples: 0, Complete: true);
            return false;
        }

        return TryBegin(work, block, mouth);
    }

    private bool TryBegin(StepWork work, TokenBlock block, SpeakingMouth mouth)
    {
        var place = (TokenVoicePlace)work.Place;
        var tokens = new List<int>(block.Ends.Length);
        foreach (var end in block.Ends)
        {
            if (place.Memory.Find(end.Tokens - 1) is not { } kept)
            {
                work.Refuse($"the token at {end.Tokens - 1} is forgotten");
                return false;
            }

            tokens.Add(kept.Token);
        }

        var voice = ((SpeakStep)work.Step).Voice;
        var reply = block.First
            ? mouth.BeginReply(number => models.Begin(
                language, voice.Repeatable ? 0 : (place.Slot * SeedStride) + number + 1, voice.Rate))
            : mouth.Reply!;
        Give(reply, tokens, block.Last);
        work.Progress = new Speaking(reply);
        return true;
    }

    private static void Give(SpokenReply reply, List<int> tokens, bool last)
    {
        if (reply.TextEnded)
        {
            return;
        }

        int[] ids = [.. tokens.SelectMany(reply.Words.Add), .. last ? reply.Words.Finish() : []];
        foreach (var id in ids)
        {
            reply.Speech.Append([id]);
        }

        reply.TextTokens += ids.Length;
        if (last)
        {
            reply.TextEnded = true;
            reply.Ended = reply.TextTokens == 0;
            reply.Speech.Complete();
        }
    }

    private bool IsDue(StepWork work)
    {
        var (reply, tokens) = ((Speaking)work.Progress!).Parts;
        reply.Ended |= reply.Past + reply.Speech.Rows.Count > models.Language.MaximumLength;
        return !reply.Ended && reply.Speech.IsDue && tokens.Count < Sizes.BlockSpeech;
    }

    private static SpeechFeed FeedOf(StepWork work)
    {
        var reply = ((Speaking)work.Progress!).Reply;
        return new SpeechFeed(((TokenVoicePlace)work.Place).Slot, reply.Past, reply.Speech.Rows);
    }

    private void Take(Speaking speaking, SpeechScores scores, int index)
    {
        var reply = speaking.Reply;
        var speech = reply.Speech;
        reply.Past += speech.Rows.Count;
        var id = speech.ForcedId ?? Choose(reply, scores.LogProbabilities(index, speech.MustGoOn));
        speech.Accept(id);
        if (id < Sizes.SpeechTokens)
        {
            speaking.Tokens.Add(id);
        }

        var lost = speech.Speech.Count >= MostTokensOfNothing + (MostTokensOfText * reply.TextTokens);
        reply.Ended |= speech.IsFinished || (lost && reply.TextEnded);
    }

    private static int Choose(SpokenReply reply, float[] scores)
    {
        reply.Speech.RuleOut(scores);
        return reply.Sampler.Next(scores, reply.Speech.Generated);
    }

    private void Finish(StepWork work)
    {
        var (reply, tokens) = ((Speaking)work.Progress!).Parts;
        reply.Frames.Append([.. tokens]);
        if (reply.Ended)
        {
            reply.Frames.Complete();
        }

        var ready = Math.Max(reply.AnnouncedFrames, ReadyFrames(reply));
        var samples = (PacedFrames(reply, ready) - PacedFrames(reply, reply.AnnouncedFrames)) * models.FrameSamples;
        reply.AnnouncedFrames = ready;
        var mouth = ((TokenVoicePlace)work.Place).Speaking;
        var gain = MathF.Pow(10, ((SpeakStep)work.Step).Voice.LoudnessDb / 20);
        var block = mouth.Add(samples == 0 ? null : new SoundBlock(reply, ready, gain));
        work.Result = new SpeakResult(block, samples, reply.Ended);
    }

    /// <summary>Frames, the prompt's included, that can be made of the tokens so far: whole mask chunks with the tokens that
    /// they look ahead to, or all when the speech has ended.</summary>
    private long ReadyFrames(SpokenReply reply)
    {
        var sizes = models.Flow.Configuration;
        var tokens = (models.PromptFrames / sizes.FramesPerToken) + reply.Speech.Speech.Count;
        var ready = reply.Ended
            ? tokens
            : Math.Max(0, tokens - sizes.Encoder.LookAhead) / sizes.ChunkTokens * sizes.ChunkTokens;
        return ready * sizes.FramesPerToken;
    }

    private long PacedFrames(SpokenReply reply, long frames) => reply.Unheard.CountOf(frames - models.PromptFrames);

    /// <summary>How far a step has come.</summary>
    private sealed record Speaking(SpokenReply Reply)
    {
        public List<int> Tokens { get; } = [];

        public (SpokenReply Reply, List<int> Tokens) Parts => (Reply, Tokens);
    }
}
