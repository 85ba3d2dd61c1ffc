using MinMo.Inference.Engine;

namespace MinMo.Server.Hosting;

/// <summary>Settings of all engines of a node: section <c>Minmo:Engine</c> of the configuration.</summary>
internal static class EngineSettings
{
    private const string Section = $"{NodeOptions.Section}:Engine";

    /// <summary>Takes what the configuration says into the options of every engine.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or a value is none of its kind: it would be ignored in
    /// silence.</exception>
    public static void AddEngineSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        Take(section, new EngineOptions());
        services.ConfigureAll<EngineOptions>(engine => Take(section, engine));
    }

    private static void Take(IConfigurationSection section, EngineOptions engine)
    {
        try
        {
            section.Bind(engine, static binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException mistake)
        {
            throw new ArgumentException($"{Section}: {mistake.InnerException?.Message ?? mistake.Message}", mistake);
        }
    }
}
