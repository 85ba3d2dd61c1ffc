using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MinMo.Gateways.Realtime;
using MinMo.Gateways.Realtime.Access;

namespace MinMo.Gateways.Hosting;

/// <summary>Keys for pages beside the gateways.</summary>
public static class AccessKeyExtensions
{
    /// <summary>Answers 401 to whoever brings none of the keys of <see cref="RealtimeOptions.ApiKeys"/>, where there are any.
    /// Clients of calls bring theirs in the same ways.</summary>
    public static IApplicationBuilder UseAccessKeys(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<RealtimeOptions>>();
        return app.Use(next => context => AccessCheck.Allows(context, options.Value.ApiKeys)
            ? next(context)
            : Denial.NoKey.WriteAsync(context));
    }
}
