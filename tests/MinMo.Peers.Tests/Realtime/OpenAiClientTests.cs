using System.ClientModel;
using System.ClientModel.Primitives;
using MinMo.Peers.Tests.Nodes;
using MinMo.Testing.Scripting;
using OpenAI.Realtime;

namespace MinMo.Peers.Tests.Realtime;

/// <summary>OpenAI's own client for .NET against a node; the stories follow that client's live tests.</summary>
public sealed class OpenAiClientTests
{
    private const string LongReply = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen.";

    [Fact]
    public async Task It_configures_a_session_and_reads_the_effective_one()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript());
        using var session = await ConnectAsync(node);
        await session.ConfigureConversationSessionAsync(new RealtimeConversationSessionOptions
        {
            Instructions = "You are a helpful assistant.",
            MaxOutputTokenCount = new RealtimeMaxOutputTokenCount(100),
            AudioOptions = new RealtimeConversationSessionAudioOptions
            {
                InputAudioOptions = new RealtimeConversationSessionInputAudioOptions
                {
                    AudioTranscriptionOptions = new RealtimeAudioTranscriptionOptions { Model = "whisper-1" },
                    TurnDetection = new RealtimeServerVadTurnDetection { SilenceDuration = TimeSpan.FromMilliseconds(700) },
                },
            },
        });

        var updated = await UntilAsync<RealtimeServerUpdateSessionUpdated>(session);

        var effective = Assert.IsType<RealtimeConversationSession>(updated.Session);
        Assert.Equal("You are a helpful assistant.", effective.Instructions);
        Assert.Equal(100, effective.MaxOutputTokenCount.CustomMaxOutputTokenCount);
        var input = effective.AudioOptions.InputAudioOptions;
        Assert.Equal("whisper-1", input.AudioTranscriptionOptions.Model);
        Assert.Equal(
            TimeSpan.FromMilliseconds(700), Assert.IsType<RealtimeServerVadTurnDetection>(input.TurnDetection).SilenceDuration);
    }

    [Fact]
    public async Task It_gets_a_written_reply_with_one_of_each_frame_event()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript { Replies = ["It is fine today, thank you."] });
        using var session = await ConnectAsync(node);
        await session.AddItemAsync(RealtimeItem.CreateUserMessageItem("Hello, how are you?"));
        await session.StartResponseAsync(new RealtimeResponseOptions { OutputModalities = { RealtimeOutputModality.Text } });

        var updates = await CollectAsync<RealtimeServerUpdateResponseDone>(session);

        Assert.Single(updates.OfType<RealtimeServerUpdateResponseCreated>());
        Assert.Single(updates.OfType<RealtimeServerUpdateResponseOutputItemAdded>());
        Assert.Single(updates.OfType<RealtimeServerUpdateResponseOutputItemDone>());
        Assert.Single(updates.OfType<RealtimeServerUpdateResponseContentPartAdded>());
        Assert.Single(updates.OfType<RealtimeServerUpdateResponseContentPartDone>());
        Assert.True(updates.OfType<RealtimeServerUpdateResponseOutputTextDelta>().Count() > 1);
        Assert.Equal(
            "It is fine today, thank you.", updates.OfType<RealtimeServerUpdateResponseOutputTextDone>().Single().Text);
        Assert.Equal(2, updates.OfType<RealtimeServerUpdateConversationItemAdded>().Count());
        Assert.Equal(2, updates.OfType<RealtimeServerUpdateConversationItemDone>().Count());
        Assert.Empty(updates.OfType<RealtimeServerUpdateResponseOutputAudioDelta>());
    }

    [Fact]
    public async Task It_speaks_a_whole_file_at_once_and_hears_the_answer()
    {
        await using var node = await ScriptedNode.StartAsync(
            new EngineScript { Stretches = ["hello there"], Replies = ["All right."] });
        using var session = await ConnectAsync(node);
        await session.ConfigureConversationSessionAsync(new RealtimeConversationSessionOptions
        {
            AudioOptions = new RealtimeConversationSessionAudioOptions
            {
                InputAudioOptions = new RealtimeConversationSessionInputAudioOptions
                {
                    AudioTranscriptionOptions = new RealtimeAudioTranscriptionOptions { Model = "whisper-1" },
                },
            },
        });

        byte[] recording = new CallerRecording(24_000).Silent(0.3).Speaking(1).Silent(2).ToPcm();
        await session.SendInputAudioAsync(new MemoryStream(recording));
        var updates = await CollectAsync<RealtimeServerUpdateResponseDone>(session);

        Assert.Single(updates.OfType<RealtimeServerUpdateInputAudioBufferSpeechStarted>());
        Assert.Single(updates.OfType<RealtimeServerUpdateInputAudioBufferSpeechStopped>());
        Assert.Equal(
            "hello there",
            updates.OfType<RealtimeServerUpdateConversationItemInputAudioTranscriptionCompleted>().Single().Transcript);
        Assert.Equal("All right.", updates.OfType<RealtimeServerUpdateResponseOutputAudioTranscriptDone>().Single().Transcript);
        int bytes = updates.OfType<RealtimeServerUpdateResponseOutputAudioDelta>().Sum(delta => delta.Delta.ToArray().Length);
        Assert.Equal("All right.".Length * 960 * 24 / 16 * 2, bytes);
        Assert.Equal(
            RealtimeResponseStatus.Completed, updates.OfType<RealtimeServerUpdateResponseDone>().Single().Response.Status);
    }

    [Fact]
    public async Task Its_barge_in_ends_the_reply_and_truncation_keeps_what_was_heard()
    {
        await using var node = await ScriptedNode.StartAsync(
            new EngineScript { Stretches = ["count please", "stop that now"], Replies = [LongReply, "All right."] });
        using var session = await ConnectAsync(node);
        var updates = session.ReceiveUpdatesAsync(CancellationToken.None).GetAsyncEnumerator();
        await session.SendInputAudioAsync(BinaryData.FromBytes(new CallerRecording(24_000).Speaking(1).Silent(1.5).ToPcm()));
        var audio = await UntilAsync<RealtimeServerUpdateResponseOutputAudioDelta>(updates);

        await session.SendInputAudioAsync(BinaryData.FromBytes(new CallerRecording(24_000).Silent(1.5).Speaking(1.5).ToPcm()));
        await UntilAsync<RealtimeServerUpdateInputAudioBufferSpeechStarted>(updates);
        var done = await UntilAsync<RealtimeServerUpdateResponseDone>(updates);
        await session.TruncateItemAsync(audio.ItemId, 0, TimeSpan.FromMilliseconds(850));
        var cut = await UntilAsync<RealtimeServerUpdateConversationItemTruncated>(updates);

        Assert.Equal(RealtimeResponseStatus.Cancelled, done.Response.Status);
        Assert.Equal(audio.ItemId, cut.ItemId);
        Assert.Equal(TimeSpan.FromMilliseconds(850), cut.AudioEndTime);
        await updates.DisposeAsync();
    }

    [Fact]
    public async Task Its_bad_command_is_answered_by_an_error_that_echoes_the_event_id()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript());
        using var session = await ConnectAsync(node);
        await session.SendCommandAsync(
            BinaryData.FromString("""{"type":"update_conversation_config2","event_id":"event_fabricated_1234abcd"}"""),
            new RequestOptions());

        var error = await UntilAsync<RealtimeServerUpdateError>(session);

        Assert.Equal("event_fabricated_1234abcd", error.Error.EventId);
    }

    [Fact]
    public async Task Its_manual_turns_see_no_voice_activity()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript { Stretches = ["hello there"] });
        using var session = await ConnectAsync(node);
        var input = new RealtimeConversationSessionInputAudioOptions();
        input.DisableTurnDetection();
        await session.ConfigureConversationSessionAsync(new RealtimeConversationSessionOptions
        {
            AudioOptions = new RealtimeConversationSessionAudioOptions { InputAudioOptions = input },
        });

        await session.SendInputAudioAsync(BinaryData.FromBytes(new CallerRecording(24_000).Speaking(1).Silent(1.5).ToPcm()));
        await session.CommitPendingAudioAsync();
        await session.StartResponseAsync();
        var updates = await CollectAsync<RealtimeServerUpdateResponseDone>(session);

        Assert.DoesNotContain(updates, update => update
            is RealtimeServerUpdateInputAudioBufferSpeechStarted or RealtimeServerUpdateInputAudioBufferSpeechStopped);
        Assert.Single(updates.OfType<RealtimeServerUpdateInputAudioBufferCommitted>());
    }

    private static async Task<RealtimeSessionClient> ConnectAsync(ScriptedNode node)
    {
        var client = new RealtimeClient(
            new ApiKeyCredential("any"), new RealtimeClientOptions { Endpoint = new Uri(node.Address, "/v1") });
        return await client.StartConversationSessionAsync("gpt-realtime", new RealtimeSessionClientOptions(), CancellationToken.None);
    }

    private static async Task<T> UntilAsync<T>(RealtimeSessionClient session)
        where T : RealtimeServerUpdate
        => (T)(await CollectAsync<T>(session))[^1];

    private static async Task<List<RealtimeServerUpdate>> CollectAsync<T>(RealtimeSessionClient session)
        where T : RealtimeServerUpdate
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var updates = new List<RealtimeServerUpdate>();
        await foreach (var update in session.ReceiveUpdatesAsync(patience.Token))
        {
            updates.Add(update);
            if (update is T)
            {
                return updates;
            }
        }

        string story = string.Join(", ", updates.Select(update => update.GetType().Name));
        throw new InvalidOperationException($"the session ended without {typeof(T).Name}, after {story}");
    }

    private static async Task<T> UntilAsync<T>(IAsyncEnumerator<RealtimeServerUpdate> updates)
        where T : RealtimeServerUpdate
    {
        while (await updates.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)))
        {
            if (updates.Current is T wanted)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException($"the session ended without {typeof(T).Name}");
    }
}
