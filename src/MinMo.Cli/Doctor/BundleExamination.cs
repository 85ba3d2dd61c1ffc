using MinMo.Cli.Bundles;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;

namespace MinMo.Cli.Doctor;

/// <summary>Verifies every installed bundle.</summary>
internal static class BundleExamination
{
    public static IEnumerable<Finding> Examine(BundleStore store)
    {
        var names = store.Names();
        if (names.Count == 0)
        {
            yield return new(
                "bundles", FindingState.Failed, $"none in {store.BundlesFolder}",
                $"./minmo models pull {LiteEnglish.Name}, or without a network ./minmo models import {LiteEnglish.Name} --from DIR");
        }

        foreach (var name in names)
        {
            yield return Examine(store, name);
        }
    }

    private static Finding Examine(BundleStore store, string name)
    {
        try
        {
            var bundle = store.Open(name);
            var damage = BundleVerification.Verify(bundle).FirstOrDefault(static verdict => !verdict.Ok);
            return damage is null
                ? new($"bundle {name}", FindingState.Ok, $"{Sizes.Text(bundle.TotalBytes)}, every file as it was installed")
                : new($"bundle {name}", FindingState.Failed, damage.Detail, $"./minmo models remove {name}, then install it again");
        }
        catch (BundleFormatException problem)
        {
            return new($"bundle {name}", FindingState.Failed, problem.Message, $"delete {store.BundlesFolder}/{name} and install it again");
        }
    }
}
