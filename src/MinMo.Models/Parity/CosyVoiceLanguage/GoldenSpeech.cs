using System.Globalization;
using System.Text.Json;
using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

/// <summary>Runs an utterance of a golden call by call and notes what happens.</summary>
internal sealed class GoldenSpeech : IDisposable
{
    /// <summary>Positions of the lane: more than any golden of this family comes to.</summary>
    private const int Positions = 4096;

    private readonly SpeechLanguageModel _model;
    private readonly List<float> _logits = [];
    private readonly List<string> _rows = [];
    private readonly List<bool> _sampled = [];
    private readonly List<int[]> _masked = [];
    private readonly GoldenIds _ids;
    private int _past;

    public GoldenSpeech(GoldenCase golden)
    {
        _model = SpeechLanguageModel.Open(golden.RequireCheckpoint(), lanes: 1, Positions);
        _ids = new GoldenIds(golden, _model.Configuration.Sampling);
        var input = golden.InputsJson;
        Prompt = new SpeechPrompt(
            input.GetProperty("prompt_text").Deserialize<int[]>()!, input.GetProperty("prompt_speech").Deserialize<int[]>()!);
    }

    public SpeechLanguageConfiguration Configuration => _model.Configuration;

    public SpeechPrompt Prompt { get; }

    /// <summary>Goes on until the utterance waits or is finished.</summary>
    /// <exception cref="UnexpectedSpeechIdException">An id cannot stand where it was chosen.</exception>
    public void Run(SpeechDecoding speech)
    {
        while (speech.IsDue)
        {
            var scores = _model.Step([new SpeechFeed(0, _past, speech.Rows)]);
            _past += speech.Rows.Count;
            _rows.Add(string.Join(' ', speech.Rows.Select(NameOf)));
            _logits.AddRange(scores.Logits(0));
            var (forced, mustGoOn) = (speech.ForcedId, speech.MustGoOn);
            _sampled.Add(forced is null);
            _masked.Add(forced is null && mustGoOn ? [Configuration.EndOfSpeech] : []);
            speech.Accept(forced ?? _ids.Next(scores.LogProbabilities(0, mustGoOn), speech.Generated));
        }
    }

    /// <summary>What both families of utterances have.</summary>
    public void AddTo(GoldenOutputs outputs, SpeechDecoding speech, string? error)
    {
        outputs.Add("logits", [_rows.Count, Configuration.IdCount], [.. _logits]);
        outputs.AddJson("rows", _rows);
        outputs.AddJson("masked", _masked);
        outputs.AddJson("sampled", _sampled);
        outputs.AddJson("generated", speech.Generated);
        outputs.AddJson("emitted", speech.Speech);
        outputs.AddJson("error", error);
        outputs.AddJson("draws", _ids.Draws);
    }

    public void Dispose() => _model.Dispose();

    private static string NameOf(SpeechRow row)
    {
        var table = row.Table switch
        {
            SpeechTable.Text => "text",
            SpeechTable.Speech => "speech",
            _ => "llm",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{table}:{row.Index}");
    }
}
