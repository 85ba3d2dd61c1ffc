using System.Text.Json;
using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class StreamedSpeechKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.bistream";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var run = new GoldenSpeech(golden);
        var speech = new StreamedSpeech(run.Configuration, run.Prompt);
        var pieces = golden.InputsJson.GetProperty("pieces").Deserialize<int[][]>()!;
        var perPiece = new int[pieces.Length];
        string? error = null;
        try
        {
            for (var i = 0; i < pieces.Length; i++)
            {
                var before = speech.Speech.Count;
                speech.Append(pieces[i]);
                run.Run(speech);
                perPiece[i] = speech.Speech.Count - before;
            }

            speech.Complete();
            run.Run(speech);
        }
        catch (UnexpectedSpeechIdException)
        {
            error = "unexpected token";
        }

        run.AddTo(outputs, speech, error);
        outputs.AddJson("fill_positions", PlacesOfFill(speech, run.Configuration.Fill));
        outputs.AddJson("emitted_per_piece", perPiece);
        outputs.AddJson("emitted_after_text", speech.Speech.Count - perPiece.Sum());
    }

    private static IEnumerable<int> PlacesOfFill(StreamedSpeech speech, int fill)
        => Enumerable.Range(0, speech.Generated.Count).Where(place => speech.Generated[place] == fill);
}
