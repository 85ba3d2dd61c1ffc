using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Testing.Scripting;

/// <summary>
/// What was heard of one call. It outlives sessions: audio that is replayed into a new session is recognized by its
/// position.
/// </summary>
internal sealed class ScriptedHearing(EngineScript script)
{
    private static readonly string[] NumberWords =
        ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly string[] BackChannels = new TurnSettings().BackChannels;
    private static readonly TimeSpan LongestRespond = TimeSpan.FromSeconds(2);

    private readonly List<ScriptedUtterance> _stretches = [];
    private readonly SortedDictionary<long, float> _speech = [];
    private CallPosition _end;

    public TickObservation Listen(CallPosition from, ReadOnlySpan<short> samples, bool speaking)
    {
        var end = new CallPosition(from.Samples + samples.Length);
        var speech = SpeechIn(samples);
        if (speech >= 0.5f && end > _end)
        {
            Extend(from, end);
        }

        _end = end > _end ? end : _end;
        if (!script.Description.JudgesTurns)
        {
            return new TickObservation(end, speech, null);
        }

        _speech[end.Samples] = speech;
        var heard = new CallPosition(Math.Max(0, end.Samples - script.Description.LookAheadSamples));
        var evidence = EvidenceAt(heard, _speech.GetValueOrDefault(heard.Samples), speaking);
        return new TickObservation(end, evidence.Hold + evidence.Yield, evidence);
    }

    public RecognizeResult Recognize(CallPosition from, CallPosition to)
    {
        var words = new List<string>();
        var stopMass = 0.05f;
        foreach (var utterance in Utterances())
        {
            var (heard, ended) = utterance.Within(from, to);
            if (heard.Count > 0)
            {
                words.AddRange(heard);
                stopMass = ended ? utterance.StopMass : 0.05f;
            }
        }

        return words.Count == 0
            ? new RecognizeResult("", 0, EndsWithDigit: false, NoSpeech: 0.95f, AverageLogProbability: -1.5f)
            : new RecognizeResult(string.Join(' ', words), stopMass, EndsWithDigit(words[^1]), 0.01f, -0.2f) { Traits = script.Traits };
    }

    public AssessResult Assess(CallPosition from, CallPosition to)
    {
        var last = Utterances().LastOrDefault(utterance => utterance.Within(from, to).Words.Count > 0);
        return new AssessResult(last is not null && last.To <= to ? last.Complete : 0.1f);
    }

    private static float SpeechIn(ReadOnlySpan<short> samples)
    {
        var sum = 0L;
        foreach (var sample in samples)
        {
            sum += Math.Abs((int)sample);
        }

        return Math.Min(1, sum / (float)samples.Length / ScriptedCaller.FullSpeech);
    }

    private static bool EndsWithDigit(string word)
    {
        var bare = word.Trim('.', ',', '?', '!').ToLower(CultureInfo.InvariantCulture);
        return bare.Length == 1 || bare.All(char.IsAsciiDigit) || NumberWords.Contains(bare);
    }

    private IEnumerable<ScriptedUtterance> Utterances() => script.Heard.Count > 0 ? script.Heard : _stretches;

    private void Extend(CallPosition from, CallPosition end)
    {
        if (_stretches.Count > 0 && from - _stretches[^1].To < script.StretchGap)
        {
            _stretches[^1] = _stretches[^1] with { To = end };
        }
        else
        {
            var text = _stretches.Count < script.Stretches.Count ? script.Stretches[_stretches.Count] : "";
            _stretches.Add(new ScriptedUtterance(from, end, text));
        }
    }

    private DuplexEvidence EvidenceAt(CallPosition heard, float speech, bool speaking)
        => script.Evidence.FirstOrDefault(span => heard > span.From && heard <= span.To)?.Evidence
            ?? (speech >= 0.5f ? InSpeech(heard, speaking) : InSilence(heard, speaking));

    private DuplexEvidence InSpeech(CallPosition heard, bool speaking)
    {
        var utterance = Utterances().LastOrDefault(utterance => utterance.From < heard && heard - utterance.To < TimeSpan.FromMilliseconds(80));
        return (utterance, speaking) switch
        {
            (null, _) => new DuplexEvidence(1, 0, 0, 0),
            (_, false) => new DuplexEvidence(0, 1, 0, 0),
            _ => BackChannels.Contains(utterance.Text) ? new DuplexEvidence(1, 0, 0, 0) : new DuplexEvidence(0, 0, 0, 1),
        };
    }

    private DuplexEvidence InSilence(CallPosition heard, bool speaking)
    {
        var last = Utterances().LastOrDefault(utterance => utterance.From < heard);
        if (last is null || speaking || heard - last.To > LongestRespond)
        {
            return new DuplexEvidence(1, 0, 0, 0);
        }

        return last.Complete > 0.5f ? new DuplexEvidence(0, 0.1f, 0.9f, 0) : new DuplexEvidence(0, 0.9f, 0.1f, 0);
    }
}
