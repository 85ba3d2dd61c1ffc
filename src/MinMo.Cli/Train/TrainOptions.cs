using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MinMo.Cli.Train;

/// <summary>The options of a plan.</summary>
internal sealed class TrainOptions
{
    public Option<string?> Stage { get; } = new("--stage") { Description = "Only this stage." };

    public Option<TimeSpan?> Budget { get; } = new("--budget")
    {
        Description = "Stop cleanly after this time, for example 30m or 2h; the next run goes on from there.",
        CustomParser = ParseDuration,
    };

    public Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads of the tensor library.",
        DefaultValueFactory = static _ => Math.Max(1, Environment.ProcessorCount / 2),
    };

    public Option<bool> Redo { get; } = new("--redo") { Description = "With --stage: forget what the stage has done before." };

    public Option<bool> Resume { get; } = new("--resume") { Description = "Go on where the last run stopped; this is what happens anyway." };

    public Option<bool> List { get; } = new("--list") { Description = "Show the stages and do nothing." };

    public Option<bool> Trial { get; } = new("--trial")
    {
        Description = "A handful of recordings and two steps a stage: shows that everything works here, and teaches nothing.",
    };

    public Option<string?> Folder { get; } = new("--folder") { Description = "Where to work; default $MINMO_HOME/training/NAME, or NAME-trial." };

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var unit = text.Length > 0 ? text[^1] : ' ';
        if (double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            TimeSpan? span = unit switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => null,
            };
            if (span is not null)
            {
                return span;
            }
        }

        result.AddError($"'{text}' is no duration: write 90s, 30m or 2h");
        return null;
    }
}
