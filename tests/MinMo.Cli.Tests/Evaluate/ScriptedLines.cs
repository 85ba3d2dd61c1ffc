using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Tests.Evaluate;

/// <summary>Calls answered by <see cref="ScriptedLine"/>.</summary>
/// <param name="hears">The words of the next turn that the caller speaks.</param>
/// <param name="answers">The reply to a turn.</param>
internal sealed class ScriptedLines(Func<string> hears, Func<string, string> answers) : ICallLines
{
    private static readonly EngineDescription Engine = new("scripted", "cascade", 512, 24_000, HearsWords: true, JudgesTurns: false, 8, 2048);

    public Task<CallOpening> OpenAsync(CallId call, CallSettings settings, CancellationToken cancellationToken)
        => Task.FromResult<CallOpening>(new CallOpening.Opened(new ScriptedLine(settings, hears, answers), Engine));
}
