using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Realtime.Access;
using MinMo.Gateways.Realtime.Conversation;
using MinMo.Gateways.Realtime.Sessions;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime;

/// <summary>Answers <c>GET /v1/realtime</c>: finds a place first, so that a refusal is an HTTP answer, then upgrades.</summary>
internal sealed partial class RealtimeEndpoint(
    ICallLines lines,
    IOptions<RealtimeOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<RealtimeEndpoint> logger)
{
    private const string Subprotocol = "realtime";
    private const string TenantParameter = "minmo_tenant";
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    // Names that clients of the hosted service bring along: they get what this node runs by default.
    private static readonly string[] HostedModels = ["gpt-realtime", "gpt-4o-realtime", "gpt-4o-mini-realtime"];

    public async Task AnswerAsync(HttpContext context)
    {
        if (Examine(context) is { } denial)
        {
            await denial.WriteAsync(context);
            return;
        }

        string model = context.Request.Query["model"].ToString();
        var settings = new CallSettings { Bundle = BundleOf(model), Tenant = TenantOf(context) };
        var call = new CallId("sess_" + Guid.NewGuid().ToString("N"));
        switch (await lines.OpenAsync(call, settings, context.RequestAborted))
        {
            case CallOpening.Refused { Refusal: var refusal }:
                LogRefused(refusal.Reason, refusal.Explanation);
                await RefuseAsync(context, Denial.Of(refusal));
                break;
            case CallOpening.Opened { Line: var line, Engine: var engine }:
                await using (line)
                {
                    await RunAsync(context, line, NewState(context, call, settings, model.Length > 0 ? model : engine.Bundle));
                }

                break;
        }
    }

    private Denial? Examine(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Denial.NoWebSocket;
        }

        if (!AccessCheck.Allows(context, options.Value.ApiKeys))
        {
            return Denial.NoKey;
        }

        if (context.Request.Query[TenantParameter].ToString() is { Length: > 0 } tenant && !TenantName().IsMatch(tenant))
        {
            return Denial.BadTenant;
        }

        return context.Request.Query["intent"] == "transcription" ? Denial.NoTranscriptionOnly : null;
    }

    // Whoever may come in at all is believed: keys guard the node, tenants share it out.
    private static TenantId TenantOf(HttpContext context)
        => context.Request.Query[TenantParameter].ToString() is { Length: > 0 } tenant ? new TenantId(tenant) : TenantId.Default;

    private static string? BundleOf(string model)
        => model.Length == 0 || HostedModels.Any(name => model.StartsWith(name, StringComparison.Ordinal)) ? null : model;

    private SessionState NewState(HttpContext context, CallId call, CallSettings settings, string model)
    {
        var configuration = new SessionConfiguration
        {
            Id = call.Value,
            Model = model,
            Instructions = settings.Instructions,
            MaxOutputTokens = settings.Reply.MaximumTokens,
            ExpiresAt = (time.GetUtcNow() + options.Value.LongestSession).ToUnixTimeSeconds(),
            Include = context.Request.Query["minmo_events"] == "1" ? [SessionConfiguration.VendorEvents] : null,
        };
        return new SessionState(configuration, settings, options.Value.Lead);
    }

    /// <summary>Browsers hide the answer to a failed upgrade from the page; a page that asks for it gets the reason
    /// over the socket.</summary>
    private async Task RefuseAsync(HttpContext context, Denial denial)
    {
        if (context.Request.Query["refusal"] != "close")
        {
            await denial.WriteAsync(context);
            return;
        }

        using var socket = await AcceptAsync(context);
        using var patience = new CancellationTokenSource(options.Value.PingTimeout, time);
        var error = new ProtocolError { Type = denial.Type, Code = denial.Code, Message = denial.Message };
        byte[] frame = RealtimeJson.Write(new ErrorEvent(error) { EventId = "event_000001" });
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
            await socket.CloseAsync(SessionEnd.TryAgainLater, denial.Code, patience.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }

    private Task<WebSocket> AcceptAsync(HttpContext context)
        => context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // Only this name is ever echoed: the others in the client's list may carry its key.
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null,
            KeepAliveInterval = PingEvery,
            KeepAliveTimeout = options.Value.PingTimeout,
        });

    private async Task RunAsync(HttpContext context, ICallLine line, SessionState state)
    {
        using var socket = await AcceptAsync(context);
        LogStarted(state.Configuration.Id, state.Configuration.Model);
        var session = new RealtimeSession(socket, line, state, new SessionSurroundings(options.Value, time, logger));
        await session.RunAsync(lifetime.ApplicationStopping);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex TenantName();

    [LoggerMessage(5001, LogLevel.Information, "Realtime session {Session} started with model {Model}")]
    private partial void LogStarted(string session, string model);

    [LoggerMessage(5002, LogLevel.Warning, "Refused a Realtime session: {Reason}, {Explanation}")]
    private partial void LogRefused(RefusalReason reason, string explanation);
}
