using System.Text.Json;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Cli.Bundles;

/// <summary><c>minmo models verify</c>.</summary>
internal sealed class BundleCheck(Surroundings surroundings)
{
    /// <summary>Writes a verdict for each part of a bundle, or the one of a public checkpoint.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string name, bool json)
    {
        var failed = 0;
        foreach (var verdict in Verdicts(name))
        {
            failed += verdict.Ok ? 0 : 1;
            surroundings.Output.WriteLine(json
                ? JsonSerializer.Serialize(new { part = Words.Of(verdict.Part.Kind), ok = verdict.Ok, detail = verdict.Detail }, JsonLines.Options)
                : $"{(verdict.Ok ? "ok    " : "FAILED")}  {Words.Of(verdict.Part.Kind),-14}  {verdict.Detail}");
        }

        return failed == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    private IEnumerable<PartVerdict> Verdicts(string name)
    {
        var parts = new PartStore(surroundings.Store);
        return !surroundings.Store.Has(name) && parts.Has(name)
            ? [BundleVerification.Verify(parts.Open(name))]
            : BundleVerification.Verify(surroundings.Store.Open(name));
    }
}
