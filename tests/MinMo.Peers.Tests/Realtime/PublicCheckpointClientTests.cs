using System.ClientModel;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using MinMo.Audio.Resampling;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Server.Hosting;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;
using OpenAI.Realtime;

namespace MinMo.Peers.Tests.Realtime;

/// <summary>OpenAI's own client speaks to a whole node whose bundle was composed of folders in the layouts in which Qwen2,
/// SenseVoiceSmall and CosyVoice 2 are published. The answer is noise: language model and voice have random weights.
/// </summary>
public sealed class PublicCheckpointClientTests : IDisposable
{
    private const int HeardRateHz = 16_000;
    private const int ClientRateHz = 24_000;

    private readonly PublicCheckpoints _checkpoints = new();
    private readonly TemporaryFolder _home = new();

    public void Dispose()
    {
        _home.Dispose();
        _checkpoints.Dispose();
    }

    [Fact]
    public async Task It_is_understood_and_hears_an_answer()
    {
        await using var node = await StartAsync();
        var client = new RealtimeClient(
            new ApiKeyCredential("any"), new RealtimeClientOptions { Endpoint = new Uri(new Uri(node.Urls.First()), "/v1") });
        using var session = await client.StartConversationSessionAsync("public", new RealtimeSessionClientOptions(), Token);
        await session.ConfigureConversationSessionAsync(
            new RealtimeConversationSessionOptions
            {
                MaxOutputTokenCount = new RealtimeMaxOutputTokenCount(12),
                AudioOptions = new RealtimeConversationSessionAudioOptions
                {
                    InputAudioOptions = new RealtimeConversationSessionInputAudioOptions
                    {
                        AudioTranscriptionOptions = new RealtimeAudioTranscriptionOptions { Model = "whisper-1" },
                    },
                },
            },
            Token);

        await session.SendInputAudioAsync(Recording(), Token);
        var updates = await UntilDoneAsync(session);

        var heard = updates.OfType<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>().Single();
        Assert.NotEmpty(heard.Transcript); // these ears know tones, which were resampled twice on their way
        Assert.NotEmpty(updates.OfType<RealtimeServerUpdateResponseOutputAudioTranscriptDone>().Single().Transcript);
        Assert.Contains(
            updates.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().SelectMany(static delta => delta.Delta.ToArray()),
            static value => value != 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<WebApplication> StartAsync()
    {
        var store = new BundleStore(_home.Path);
        _checkpoints.InstallBase(store, "base");
        new BundleComposition(store).Compose("public", "base", new Dictionary<BundlePartKind, string>
        {
            [BundlePartKind.LanguageModel] = PublicCheckpoints.LanguageModel,
            [BundlePartKind.Ears] = PublicCheckpoints.Ears,
            [BundlePartKind.Voice] = _checkpoints.Voice,
        });
        var app = MinMoHost.Build(
            ["--urls=http://127.0.0.1:0"], static builder => builder.Logging.ClearProviders(), [store.Resolve("public")]);
        await app.StartAsync(Token);
        return app;
    }

    private static MemoryStream Recording()
    {
        float[] said = [.. PublicCheckpoints.Caller(), .. new float[3 * HeardRateHz]];
        short[] pcm =
        [
            .. Resampler.Resample(said, HeardRateHz, ClientRateHz)
                .Select(static sample => (short)Math.Clamp(sample * short.MaxValue, short.MinValue, short.MaxValue)),
        ];
        return new MemoryStream(MemoryMarshal.AsBytes(pcm.AsSpan()).ToArray());
    }

    private static async Task<List<RealtimeServerUpdate>> UntilDoneAsync(RealtimeSessionClient session)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        var updates = new List<RealtimeServerUpdate>();
        await foreach (var update in session.ReceiveUpdatesAsync(patience.Token))
        {
            updates.Add(update);
            if (update is RealtimeServerUpdateResponseDone)
            {
                break;
            }
        }

        return updates;
    }
}
