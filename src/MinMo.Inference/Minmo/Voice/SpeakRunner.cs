using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Inference.Speech;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>
/// Blocks of reply tokens to speech tokens, one token of every call a slice: 5 units, 15 tokens, 5 units ..., then
/// turn-of-speech and the rest of the speech, 15 tokens a block (MinMo, section 3.2).
/// </summary>
internal sealed class SpeakRunner(SpeechModel model) : IStepRunner
{
    /// <summary>Speech tokens of a unit of text, at most: a unit of five letters lasts 0.3 s, read slowly twice as long; a
    /// voice that goes on for longer has lost its way.</summary>
    private const int MostTokensOfUnit = 30;

    /// <summary>What the mel decoder still holds at the end.</summary>
    private const int LookAheadTokens = 3;

    /// <summary>25 speech tokens a second, at 16 kHz.</summary>
    private const int SamplesOfToken = 640;

    /// <summary>Speech tokens of any utterance, besides those of its units.</summary>
    private const int MostTokensOfNothing = 25;

    /// <inheritdoc />
    public void WarmUp()
    {
        model.Next([(0, 0, model.Start, true)]);
        model.Next([(0, 1, model.Embed(0), true)]);
        model.Project([]);
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var works = batch.Where(TryBegin).ToList();
        var live = works.FindAll(static work => !((Speaking)work.Progress!).IsDone);
        if (live.Count > 0)
        {
            var tokens = model.Next([.. live.Select(RowsOf)]);
            for (var index = 0; index < live.Count; index++)
            {
                Take(live[index], tokens[index]);
            }
        }

        foreach (var work in works)
        {
            if (((Speaking)work.Progress!).IsDone)
            {
                Finish(work);
            }
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        var mouth = ((MinmoPlace)work.Place).Mouth;
        if (((SpeakStep)work.Step).Block is not TokenBlock block)
        {
            work.Refuse("this voice speaks the tokens of its own language model");
            return false;
        }

        if (SpeakingRate.Refusal(((SpeakStep)work.Step).Voice) is { } refusal)
        {
            work.Refuse(refusal);
            return false;
        }

        if (!mouth.HasRoom || (mouth.Utterance is null && !block.First))
        {
            work.Refuse(mouth.HasRoom
                ? "there is no utterance to go on with; it was hushed"
                : "too many blocks of speech wait to be rendered; render or hush them first");
            return false;
        }

        if (!block.First && mouth.Utterance!.Ended)
        {
            work.Result = new SpeakResult(mouth.Add(null), Samples: 0, Complete: true);
            return false;
        }

        return TryBegin(work, block, mouth);
    }

    private bool TryBegin(StepWork work, TokenBlock block, Mouth mouth)
    {
        var memory = ((MinmoPlace)work.Place).Memory;
        var units = new List<(int, float[])>(block.Ends.Length);
        foreach (var end in block.Ends)
        {
            if (memory.Find(end.Tokens - 1) is not { } unit)
            {
                work.Refuse($"the token at {end.Tokens - 1} is forgotten");
                return false;
            }

            units.Add(unit);
        }

        var utterance = block.First ? mouth.BeginUtterance(((SpeakStep)work.Step).Voice.Rate) : mouth.Utterance!;
        var turns = block.Last && !utterance.Turned && units.Count < model.Configuration.BlockUnits;
        float[] rows =
        [
            .. utterance.Rows == 0 ? model.Start : [], .. utterance.Unfed, .. model.Project(units),
            .. turns ? model.TurnOfSpeech : [],
        ];
        utterance.Unfed = [];
        utterance.Units += units.Count;
        utterance.Turned |= turns;
        work.Progress = new Speaking(utterance, rows);
        return true;
    }

    private static (int Lane, int Past, float[] Rows, bool MayEnd) RowsOf(StepWork work)
    {
        var speaking = (Speaking)work.Progress!;
        return (((MinmoPlace)work.Place).Slot, speaking.Utterance.Rows, speaking.Rows, speaking.Utterance.Turned);
    }

    private void Take(StepWork work, int? token)
    {
        var speaking = (Speaking)work.Progress!;
        var utterance = speaking.Utterance;
        utterance.Rows += speaking.Rows.Length / model.Configuration.Decoder.HiddenSize;
        speaking.Rows = [];
        if (token is not { } spoken)
        {
            utterance.Ended = true;
            return;
        }

        speaking.Tokens.Add(spoken);
        utterance.Tokens++;
        speaking.Rows = model.Embed(spoken);
        var units = model.Configuration.BlockUnits + 2; // the next units, turn-of-speech and this token
        var full = utterance.Rows + units + model.Configuration.BlockTokens >= SpeechModel.LaneLength;
        var lost = utterance.Tokens >= MostTokensOfNothing + (MostTokensOfUnit * utterance.Units);
        utterance.Ended |= full || (lost && utterance.Turned);
        speaking.IsFull = speaking.Tokens.Count == model.Configuration.BlockTokens;
    }

    private static void Finish(StepWork work)
    {
        var speaking = (Speaking)work.Progress!;
        var utterance = speaking.Utterance;
        utterance.Unfed = speaking.Rows;
        var mouth = ((MinmoPlace)work.Place).Mouth;
        var voice = ((SpeakStep)work.Step).Voice;
        var held = utterance.Ended ? LookAheadTokens : 0;
        long tokens = utterance.Tokens == 0 ? 0 : speaking.Tokens.Count + held;
        var gain = MathF.Pow(10, voice.LoudnessDb / 20);
        var block = mouth.Add(
            tokens == 0 ? null : new SpokenBlock(utterance, [.. speaking.Tokens], utterance.Ended, gain));
        work.Result = new SpeakResult(block, utterance.Paced(tokens * SamplesOfToken), utterance.Ended);
    }

    /// <summary>How far a step has come.</summary>
    private sealed class Speaking(Utterance utterance, float[] rows)
    {
        public Utterance Utterance { get; } = utterance;

        /// <summary>What is fed next.</summary>
        public float[] Rows { get; set; } = rows;

        public List<int> Tokens { get; } = [];

        public bool IsFull { get; set; }

        public bool IsDone => IsFull || Utterance.Ended;
    }
}
