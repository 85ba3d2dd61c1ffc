using static TorchSharp.torch;

namespace MinMo.Models.Whisper;

/// <summary>Whisper on TorchSharp, float32: the reference, batched over items of unequal windows.</summary>
internal sealed class TorchWhisper(WhisperNetwork network) : IWhisperExecutor
{
    private Tensor? _silence; // [source positions, d]

    public WhisperConfiguration Configuration => network.Configuration;

    public IWhisperBatch Encode(IReadOnlyList<WhisperWindow> windows)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var states = EncodeWindows(windows); // [b, s, d]
        if (windows.Any(window => window.RowsWithSilence > window.Rows))
        {
            states = WithSilence(states, windows); // [b, heard, d]
        }

        return new TorchWhisperBatch(network, network.Decoder.Begin(states, [.. windows.Select(w => w.HeardRows)]));
    }

    public void Dispose()
    {
        _silence?.Dispose();
        network.Dispose();
    }

    private Tensor EncodeWindows(IReadOnlyList<WhisperWindow> windows)
    {
        var longest = windows.Max(window => window.Frames);
        var features = windows.Select(window => nn.functional.pad(
            tensor(window.Features, [Configuration.MelBands, window.Frames]), [0, longest - window.Frames]));
        return network.Encoder.Encode(stack([.. features]), [.. windows.Select(window => window.Frames)]);
    }

    private Tensor WithSilence(Tensor states, IReadOnlyList<WhisperWindow> windows)
    {
        _silence ??= EncodeWindows([WhisperWindow.Silence(Configuration)])[0].DetachFromDisposeScope();
        var longest = windows.Max(window => window.HeardRows);
        var items = windows.Select((window, item) => cat(
            [
                states[item].narrow(0, 0, window.Rows),
                _silence.narrow(0, window.Rows, window.HeardRows - window.Rows),
                zeros(longest - window.HeardRows, Configuration.Width),
            ]));
        return stack([.. items]);
    }
}
