using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.Tokenization;
using MinMo.Models.Whisper;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>
/// A transcript for people, of the units that the projector heard at each row: the best path of connectionist temporal
/// classification. The language model does not need it.
/// </summary>
internal sealed class RecognizeRunner(BytePairTokenizer tokenizer, int blank) : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        // Nothing is computed.
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            var step = (RecognizeStep)work.Step;
            if (((MinmoPlace)work.Place).Heard.Find(new HeardAudio(step.From, step.To)) is { } heard)
            {
                work.Result = Read(heard);
            }
            else
            {
                work.Refuse($"the audio from {step.From.Samples} to {step.To.Samples} is not there");
            }
        }
    }

    private RecognizeResult Read(IReadOnlyList<HeardTick> heard)
    {
        var units = new List<int>();
        var before = blank;
        CallPosition? lastWord = null;
        foreach (var tick in heard)
        {
            if (tick.Unit != blank)
            {
                lastWord = tick.To;
                if (tick.Unit != before)
                {
                    units.Add(tick.Unit);
                }
            }

            before = tick.Unit;
        }

        var text = tokenizer.DecodeWithoutSpecial([.. units]).Trim();
        var average = heard.Count == 0 ? 0 : heard.Average(static tick => Math.Log(Math.Max(tick.Probability, 1e-6)));
        return new RecognizeResult(
            text, StopMass: 0, SpelledNumbers.IsAtEndOf(text), NoSpeech: units.Count == 0 ? 1 : 0, (float)average, lastWord);
    }
}
