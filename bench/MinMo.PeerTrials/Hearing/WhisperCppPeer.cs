using Whisper.net;

namespace MinMo.PeerTrials.Hearing;

/// <summary>whisper.cpp, by Whisper.net, greedy and without context from earlier utterances.</summary>
/// <param name="name">What tables call it.</param>
/// <param name="factory">Has the model; owned by the caller.</param>
/// <param name="threads">Threads.</param>
/// <param name="shortens">Whether the encoder hears only the utterance and half a second, as ours does, not the full 30 s.</param>
internal sealed class WhisperCppPeer(string name, WhisperFactory factory, int threads, bool shortens) : IHearingPeer
{
    private const int RowSamples = 320;
    private const int Rows = 1_500;
    private const int TrailingRows = 25;

    public string Name => name;

    public async Task<string> RecognizeAsync(float[] samples)
    {
        var builder = factory.CreateBuilder().WithLanguage("en").WithThreads(threads).WithNoContext();
        if (shortens)
        {
            builder = builder.WithAudioContextSize(Math.Min(Rows, (samples.Length / RowSamples) + TrailingRows));
        }

        await using var processor = builder.Build();
        var text = string.Empty;
        await foreach (var segment in processor.ProcessAsync(samples))
        {
            text += segment.Text;
        }

        return text;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
