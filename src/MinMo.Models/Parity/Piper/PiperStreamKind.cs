using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

internal sealed class PiperStreamKind : IGoldenKind
{
    private readonly LoadedModels<PiperVoice> _voices = new(static folder => PiperVoice.Load(folder));

    public string Name => "piper.stream";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var voice = _voices.Get(golden.RequireCheckpoint());
        var settings = GoldenVoice.Settings(golden, voice);
        var latent = voice.Encode(golden.Inputs["ids"].Integers, settings);
        var utterance = new PiperUtterance(voice, latent, settings);
        var overlap = golden.Parameters.GetProperty("overlap").GetInt32();
        var audio = new List<float>(utterance.Samples);
        foreach (var chunk in golden.Parameters.GetProperty("chunks").EnumerateArray())
        {
            audio.AddRange(utterance.ReadFrames(chunk.GetInt32(), overlap));
        }

        outputs.Add("latent", [latent.Channels, latent.Frames], latent.Values);
        outputs.Add("audio", [audio.Count], [.. audio]);
    }
}
