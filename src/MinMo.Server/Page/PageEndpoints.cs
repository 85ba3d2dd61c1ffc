using System.Text.Json.Serialization;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using MinMo.Grains.Workers;
using MinMo.Models.Bundles;

namespace MinMo.Server.Page;

/// <summary>The page at <c>/</c>, the recordings that it plays, and the node's health.</summary>
internal static class PageEndpoints
{
    private static readonly string[] RecordingTypes = [".wav", ".flac"];

    public static void MapPage(this WebApplication app, string? samples)
    {
        // The page is part of the program: it cannot get lost and needs no path.
        var files = new EmbeddedFileProvider(typeof(PageEndpoints).Assembly, "MinMo.Server.wwwroot");
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = AskAgain });
        if (samples is not null)
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(samples),
                RequestPath = "/samples",
                ContentTypeProvider = new FileExtensionContentTypeProvider(new Dictionary<string, string>
                {
                    [".wav"] = "audio/wav",
                    [".flac"] = "audio/flac",
                }),
            });
        }

        app.MapGet("/samples", () => Results.Json(Recordings(samples), PageContext.Default.StringArray));
        app.MapGet("/bundles", (WorkerDirectory directory) => Results.Json(Known(directory), PageContext.Default.KnownBundleArray));
    }

    /// <summary>Whether the node can take calls, for load balancers.</summary>
    public static void MapHealth(this WebApplication app)
        => app.MapGet("/health", (WorkerDirectory directory) => Results.Json(
            new Health("ok", [.. directory.Workers.Select(worker => worker.Engine.Description.Bundle).Distinct()]), PageContext.Default.Health));

    private static KnownBundle[] Known(WorkerDirectory directory)
    {
        var running = directory.Workers.Select(worker => worker.Engine.Description.Bundle).ToHashSet(StringComparer.Ordinal);
        var ready = PublishedBundles.All.Select(static bundle => (bundle.Name, bundle.About, bundle.Machine))
            .Prepend((NanoEnglish.Name, NanoEnglish.About, NanoEnglish.Machine));
        return [.. ready.Select(bundle => new KnownBundle(bundle.Name, bundle.About, bundle.Machine, running.Contains(bundle.Name)))];
    }

    /// <summary>Browsers ask every time: after an update of the server its page must not be the old one.</summary>
    private static void AskAgain(StaticFileResponseContext context)
        => context.Context.Response.Headers.CacheControl = "no-cache";

    private static string[] Recordings(string? samples)
        => samples is null
            ? []
            : [.. Directory.EnumerateFiles(samples)
                .Where(path => RecordingTypes.Contains(Path.GetExtension(path)))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)];
}

/// <summary>Whether the node can take calls.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Bundles">Names of the bundles that run here.</param>
internal sealed record Health(string Status, string[] Bundles);

/// <summary>A bundle that everybody can have.</summary>
/// <param name="Name">What calls name it by.</param>
/// <param name="About">One line for people.</param>
/// <param name="Machine">For which machine it is meant.</param>
/// <param name="Running">Whether it runs here.</param>
internal sealed record KnownBundle(string Name, string About, string Machine, bool Running);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(KnownBundle[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PageContext : JsonSerializerContext;
