using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;
using MinMo.Testing.Scripting;

namespace MinMo.Gateways.Tests.Realtime;

public sealed class TurnStoryTests
{
    private const string LongReply = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen.";

    [Fact]
    public async Task A_spoken_turn_is_told_in_the_order_that_clients_know()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Stretches = ["hello there"], Replies = ["All right."] });
        await using var peer = await host.ConnectAsync();
        await peer.UseScriptedAudioAsync();

        await peer.SpeakAsync(new ScriptedCaller().IsSilentFor(200.Ms).Speaks("hello there", 800.Ms).IsSilentFor(2_000.Ms));
        await peer.UntilAsync<ResponseDoneEvent>();

        Assert.Equal(
            [
                "SessionCreated", "SessionUpdated", "SpeechStarted", "SpeechStopped", "AudioCommitted", "ItemAdded", "ItemDone",
                "TranscriptionDelta", "TranscriptionCompleted", "ResponseCreated", "OutputItemAdded", "ItemAdded",
                "ContentPartAdded", "TranscriptDelta", "AudioDelta", "AudioDone", "TranscriptDone", "ContentPartDone",
                "ItemDone", "OutputItemDone", "ResponseDone",
            ],
            peer.Names());
        Assert.Equal("hello there", peer.Events.OfType<TranscriptionCompletedEvent>().Single().Transcript);
        Assert.Equal("completed", peer.Events.OfType<ResponseDoneEvent>().Single().Response.Status);
    }

    [Fact]
    public async Task All_audio_of_a_reply_arrives_at_the_rate_of_the_client()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Replies = ["All right."] });
        await using var peer = await host.ConnectAsync();

        await peer.SendAsync(new CreateItemCommand(Message("hello"), null));
        await peer.SendAsync(new CreateResponseCommand(null));
        await peer.UntilAsync<ResponseDoneEvent>();

        int bytes = peer.Events.OfType<AudioDeltaEvent>().Sum(delta => delta.Delta.Length);
        Assert.Equal("All right.".Length * 960 * 24 / 16 * 2, bytes);
    }

    [Fact]
    public async Task A_text_turn_has_no_audio_and_one_of_each_frame_event()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Replies = ["It is fine today."] });
        await using var peer = await host.ConnectAsync();

        await peer.SendAsync(new CreateItemCommand(Message("how are you"), null));
        await peer.SendAsync(new CreateResponseCommand(new ResponseRequest
        {
            OutputModalities = ["text"],
            Metadata = new Dictionary<string, string> { ["key"] = "value" },
        }));
        var done = await peer.UntilAsync<ResponseDoneEvent>();

        Assert.Equal(
            [
                "SessionCreated", "ItemAdded", "ItemDone", "ResponseCreated", "OutputItemAdded", "ItemAdded",
                "ContentPartAdded", "OutputTextDelta", "OutputTextDone", "ContentPartDone", "ItemDone", "OutputItemDone",
                "ResponseDone",
            ],
            peer.Names());
        Assert.Equal("value", done.Response.Metadata!["key"]);
        Assert.Equal("It is fine today.", ((OutputTextPart)done.Response.Output[0].Content[0]).Text);
    }

    [Fact]
    public async Task Manual_turns_know_no_voice_activity()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Stretches = ["hello there"] });
        await using var peer = await host.ConnectAsync();
        await peer.UseScriptedAudioAsync(",\"turn_detection\":null");

        await peer.SpeakAsync(new ScriptedCaller().Speaks("hello there", 800.Ms).IsSilentFor(2_000.Ms));
        await peer.SendAsync(new CommitAudioCommand());
        await peer.UntilAsync<TranscriptionCompletedEvent>();
        await peer.SendAsync(new CreateResponseCommand(null));
        await peer.UntilAsync<ResponseDoneEvent>();

        Assert.DoesNotContain(peer.Events, happened => happened is SpeechStartedEvent or SpeechStoppedEvent);
        Assert.Single(peer.Events.OfType<AudioCommittedEvent>());
    }

    [Fact]
    public async Task Barge_in_is_told_before_the_reply_it_ends_and_history_keeps_what_was_heard()
    {
        await using var host = await GatewayHost.StartAsync(
            new EngineScript { Stretches = ["count please", "stop that now"], Replies = [LongReply, "All right."] });
        await using var peer = await host.ConnectAsync();
        await peer.UseScriptedAudioAsync();
        await peer.SpeakAsync(new ScriptedCaller().Speaks("count please", 800.Ms).IsSilentFor(1_500.Ms));
        await peer.UntilAsync<AudioDeltaEvent>();

        await peer.SpeakAsync(new ScriptedCaller().IsSilentFor(1_500.Ms).Speaks("stop that now", 1_500.Ms));
        await peer.UntilAsync<SpeechStartedEvent>();
        var done = await peer.UntilAsync<ResponseDoneEvent>();

        Assert.Equal("cancelled", done.Response.Status);
        Assert.Equal("turn_detected", done.Response.StatusDetails?.Reason);
        Assert.Equal("incomplete", done.Response.Output[0].Status);
        string? heard = done.Response.Output[0].Content[0].Words;
        Assert.NotEmpty(heard!);
        Assert.StartsWith(heard!, LongReply, StringComparison.Ordinal);
        Assert.True(heard!.Length < LongReply.Length);
    }

    [Fact]
    public async Task A_cancelled_reply_ends_every_part_it_began()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Replies = [LongReply] });
        await using var peer = await host.ConnectAsync();
        await peer.SendAsync(new CreateResponseCommand(null));
        await peer.UntilAsync<AudioDeltaEvent>();

        await peer.SendAsync(new CancelResponseCommand(null));
        var done = await peer.UntilAsync<ResponseDoneEvent>();

        Assert.Equal("client_cancelled", done.Response.StatusDetails?.Reason);
        Assert.Equal(
            ["AudioDone", "TranscriptDone", "ContentPartDone", "ItemDone", "OutputItemDone", "ResponseDone"],
            peer.Names().TakeLast(6));
    }

    [Fact]
    public async Task Truncation_cuts_the_item_to_what_was_heard()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Replies = [LongReply] });
        await using var peer = await host.ConnectAsync();
        await peer.SendAsync(new CreateResponseCommand(null));
        var delta = await peer.UntilAsync<AudioDeltaEvent>();
        await peer.SendAsync(new CancelResponseCommand(null));
        await peer.UntilAsync<ResponseDoneEvent>();

        await peer.SendAsync(new TruncateItemCommand(delta.ItemId, 0, 850));
        await peer.UntilAsync<ItemTruncatedEvent>();
        await peer.SendAsync(new RetrieveItemCommand(delta.ItemId));
        var item = (await peer.UntilAsync<ItemRetrievedEvent>()).Item;

        Assert.Equal("one two three", item.Content[0].Words);
    }

    [Fact]
    public async Task A_slow_drain_of_audio_stays_within_the_lead()
    {
        await using var host = await GatewayHost.StartAsync(
            new EngineScript { Replies = [LongReply] }, options => options.Lead = TimeSpan.FromSeconds(1));
        await using var peer = await host.ConnectAsync();

        await peer.SendAsync(new CreateResponseCommand(null));
        await peer.UntilAsync<AudioDeltaEvent>();
        await peer.SendAsync(new CancelResponseCommand(null));
        await peer.UntilAsync<ResponseDoneEvent>();

        var line = host.Lines.Lines.Single();
        double sent = peer.Events.OfType<AudioDeltaEvent>().Sum(delta => delta.Delta.Length) / 48_000.0;
        double played = line.Inputs.OfType<MinMo.Abstractions.Streams.PlayoutReported>().Last().PlayedSamples / 16_000.0;
        Assert.InRange(sent - played, 0, 1.1);
    }

    private static ConversationItem Message(string text)
        => new() { Role = "user", Content = [new InputTextPart(text)] };
}
