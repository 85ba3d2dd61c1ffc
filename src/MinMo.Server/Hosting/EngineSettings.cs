using System.ComponentModel.DataAnnotations;
using MinMo.Inference.Engine;

namespace MinMo.Server.Hosting;

/// <summary>Settings of all engines of a node: section <c>Minmo:Engine</c> of the configuration.</summary>
internal static class EngineSettings
{
    private const string Section = $"{NodeOptions.Section}:Engine";

    /// <summary>Takes what the configuration says into the options of every engine.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or a value is none of its kind or out of range: it is told before
    /// anything is loaded.</exception>
    public static void AddEngineSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        Check(section);
        services.ConfigureAll<EngineOptions>(engine => Take(section, engine));
    }

    private static void Check(IConfigurationSection section)
    {
        try
        {
            var engine = new EngineOptions();
            Take(section, engine);
            Validator.ValidateObject(engine, new ValidationContext(engine), validateAllProperties: true);
        }
        catch (Exception mistake) when (mistake is InvalidOperationException or ValidationException)
        {
            throw new ArgumentException($"{Section}: {mistake.InnerException?.Message ?? mistake.Message}", mistake);
        }
    }

    private static void Take(IConfigurationSection section, EngineOptions engine)
        => section.Bind(engine, static binder => binder.ErrorOnUnknownConfiguration = true);
}
