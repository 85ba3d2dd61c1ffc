using System.Net;
using System.Net.WebSockets;
using MinMo.Abstractions.Engine;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Events;
using MinMo.Testing.Scripting;

namespace MinMo.Gateways.Tests.Realtime;

public sealed class SessionRuleTests
{
    [Fact]
    public async Task The_session_is_announced_before_the_client_says_a_word()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var peer = await host.ConnectAsync("?model=gpt-realtime");

        var created = Assert.IsType<SessionCreatedEvent>(await peer.NextAsync());

        Assert.Equal("gpt-realtime", created.Session.Model);
        Assert.True(created.Session.Audio.Input.TurnDetection?.InterruptResponse);
        Assert.Null(host.Lines.LastSettings?.Bundle);
    }

    [Fact]
    public async Task Only_the_subprotocol_realtime_is_echoed()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var peer = await RealtimePeer.ConnectAsync(host.Address, "", options =>
        {
            options.AddSubProtocol("realtime");
            options.AddSubProtocol("openai-insecure-api-key.secret");
        });

        Assert.Equal("realtime", peer.Subprotocol);
    }

    [Theory]
    [InlineData("{", "invalid_event", null, null)]
    [InlineData("[1]", "invalid_event", null, null)]
    [InlineData("""{"event_id":"e1","type":"no.such"}""", "invalid_value", "type", "e1")]
    [InlineData("""{"event_id":"e2","type":"input_audio_buffer.append"}""", "missing_required_parameter", "audio", "e2")]
    [InlineData("""{"event_id":"e3","type":"response.cancel"}""", "response_cancel_not_active", null, "e3")]
    [InlineData("""{"event_id":"e4","type":"input_audio_buffer.commit"}""", "input_audio_buffer_commit_empty", null, "e4")]
    [InlineData("""{"event_id":"e5","type":"conversation.item.retrieve","item_id":"x"}""", "item_retrieve_invalid_item_id", "item_id", "e5")]
    [InlineData("""{"event_id":"e6","type":"conversation.item.delete","item_id":"x"}""", "invalid_item_id", "item_id", "e6")]
    [InlineData("""{"event_id":"e7","type":"response.create","response":{"conversation":"none"}}""", "unsupported_parameter", "response.conversation", "e7")]
    public async Task A_mistake_is_answered_by_an_error_that_names_it_and_the_session_goes_on(
        string frame, string code, string? param, string? eventId)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var peer = await host.ConnectAsync();

        await peer.SendAsync(frame);
        var error = (await peer.UntilAsync<ErrorEvent>()).Error;
        await peer.SendAsync(new ClearAudioCommand());
        await peer.UntilAsync<AudioClearedEvent>();

        Assert.Equal((code, param, eventId), (error.Code, error.Param, error.EventId));
    }

    [Fact]
    public async Task A_second_response_is_refused_while_one_is_active()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Replies = ["a rather long answer to be sure."] });
        await using var peer = await host.ConnectAsync();
        await peer.SendAsync(new CreateResponseCommand(null));
        var created = await peer.UntilAsync<ResponseCreatedEvent>();

        await peer.SendAsync(new CreateResponseCommand(null) { EventId = "second" });
        var error = (await peer.UntilAsync<ErrorEvent>()).Error;

        Assert.Equal("conversation_already_has_active_response", error.Code);
        Assert.Equal("second", error.EventId);
        Assert.Contains(created.Response.Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_frame_is_answered_by_an_error()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var peer = await host.ConnectAsync();

        await peer.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);

        Assert.Equal("invalid_event", (await peer.UntilAsync<ErrorEvent>()).Error.Code);
    }

    [Fact]
    public async Task A_frame_above_the_limit_closes_with_1009()
    {
        await using var host = await GatewayHost.StartAsync(configure: options => options.MaximumFrameBytes = 65_536);
        await using var peer = await host.ConnectAsync();

        await peer.SendBytesAsync(new byte[100_000]);

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await peer.UntilClosedAsync());
    }

    [Fact]
    public async Task A_client_may_say_on_whose_account_it_calls()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var peer = await host.ConnectAsync("?minmo_tenant=bakery-1");

        await peer.UntilAsync<SessionCreatedEvent>();

        Assert.Equal("bakery-1", host.Lines.LastSettings?.Tenant.Value);
    }

    [Fact]
    public async Task A_full_server_answers_429_and_says_when_to_come_back()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Engine.Refusing = RefusalReason.Full;
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        var uri = new UriBuilder(host.Address) { Scheme = "ws", Path = "/v1/realtime" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(uri, CancellationToken.None));

        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        Assert.Contains("Retry-After", socket.HttpResponseHeaders!.Keys);
    }

    [Fact]
    public async Task A_page_that_asks_for_it_hears_the_refusal_over_the_socket()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Engine.Refusing = RefusalReason.Full;
        await using var peer = await host.ConnectAsync("?refusal=close");

        var error = Assert.IsType<ErrorEvent>(await peer.NextAsync()).Error;

        Assert.Equal("server_full", error.Code);
        Assert.Equal(1013, (int?)await peer.UntilClosedAsync());
    }

    [Fact]
    public async Task A_client_without_a_known_key_is_not_let_in()
    {
        await using var host = await GatewayHost.StartAsync(configure: options => options.ApiKeys.Add("right"));
        using var wrong = new ClientWebSocket();
        wrong.Options.CollectHttpResponseDetails = true;
        wrong.Options.SetRequestHeader("Authorization", "Bearer wrong");

        var uri = new UriBuilder(host.Address) { Scheme = "ws", Path = "/v1/realtime" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => wrong.ConnectAsync(uri, CancellationToken.None));
        await using var right = await RealtimePeer.ConnectAsync(host.Address, "", options =>
        {
            options.AddSubProtocol("realtime");
            options.AddSubProtocol("openai-insecure-api-key.right");
        });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.HttpStatusCode);
        Assert.IsType<SessionCreatedEvent>(await right.NextAsync());
    }

    [Fact]
    public async Task Hanging_up_gives_the_place_back()
    {
        await using var host = await GatewayHost.StartAsync();
        var peer = await host.ConnectAsync();
        await peer.NextAsync();

        await peer.DisposeAsync();
        await host.Engine.WhenOpenSessionsAre(0);

        Assert.True(host.Lines.Lines.Single().HungUp);
    }

    [Fact]
    public async Task What_is_heard_besides_words_is_told_to_clients_that_opted_in()
    {
        var traits = new SpeechTraits("yue", "happy", ["laughter"]);
        await using var host = await GatewayHost.StartAsync(
            new EngineScript { Stretches = ["hello there", "hello there"], Replies = ["All right."], Traits = traits });
        await using var ours = await host.ConnectAsync("?minmo_events=1");
        await ours.UseScriptedAudioAsync();

        await ours.SpeakAsync(new ScriptedCaller().IsSilentFor(200.Ms).Speaks("hello there", 800.Ms).IsSilentFor(2_000.Ms));
        var heard = await ours.UntilAsync<HeardEvent>();

        Assert.Equal(("yue", "happy"), (heard.Language, heard.Emotion));
        Assert.Equal(["laughter"], heard.Sounds);
        Assert.Equal(ours.Events.OfType<AudioCommittedEvent>().Single().ItemId, heard.ItemId);
    }

    [Fact]
    public async Task Vendor_events_are_for_clients_that_opted_in()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var stock = await host.ConnectAsync();
        await using var ours = await host.ConnectAsync("?minmo_events=1");
        var silence = new ScriptedCaller().IsSilentFor(500.Ms);

        await stock.SpeakAsync(silence);
        await stock.SendAsync(new ClearAudioCommand());
        await stock.UntilAsync<AudioClearedEvent>();
        await ours.SpeakAsync(silence);
        var seen = await ours.UntilAsync<DuplexEvent>();

        Assert.DoesNotContain(stock.Events, happened => happened is DuplexEvent);
        Assert.Equal("listening", seen.Phase);
    }
}
