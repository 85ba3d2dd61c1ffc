using MinMo.LoadTest.Speech;
using MinMo.Testing.Scripting;

namespace MinMo.LoadTest.Tests.Runs;

/// <summary>Callers whose sound a scripted engine hears as speech: every letter lasts 50 ms.</summary>
internal sealed class ScriptedVoices : ICallerVoice
{
    public ValueTask<float[]> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        short[] samples = new ScriptedCaller().Speaks(request.Text, TimeSpan.FromMilliseconds(50 * request.Text.Length)).ToSamples();
        return ValueTask.FromResult(MinMo.Audio.Samples.Pcm.ToFloat(samples));
    }
}
