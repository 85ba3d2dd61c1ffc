using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Realtime.Access;
using MinMo.Gateways.Realtime.Conversation;
using MinMo.Gateways.Realtime.Sessions;
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
        var settings = new CallSettings { Bundle = BundleOf(model) };
        var call = new CallId("sess_" + Guid.NewGuid().ToString("N"));
        switch (await lines.OpenAsync(call, settings, context.RequestAborted))
        {
            case CallOpening.Refused { Refusal: var refusal }:
                LogRefused(refusal.Reason, refusal.Explanation);
                await Denial.Of(refusal).WriteAsync(context);
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

        return context.Request.Query["intent"] == "transcription" ? Denial.NoTranscriptionOnly : null;
    }

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

    private async Task RunAsync(HttpContext context, ICallLine line, SessionState state)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // Only this name is ever echoed: the others in the client's list may carry its key.
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null,
            KeepAliveInterval = PingEvery,
            KeepAliveTimeout = options.Value.PingTimeout,
        });
        LogStarted(state.Configuration.Id, state.Configuration.Model);
        var session = new RealtimeSession(socket, line, state, new SessionSurroundings(options.Value, time, logger));
        await session.RunAsync(lifetime.ApplicationStopping);
    }

    [LoggerMessage(5001, LogLevel.Information, "Realtime session {Session} started with model {Model}")]
    private partial void LogStarted(string session, string model);

    [LoggerMessage(5002, LogLevel.Warning, "Refused a Realtime session: {Reason}, {Explanation}")]
    private partial void LogRefused(MinMo.Abstractions.Engine.RefusalReason reason, string explanation);
}
