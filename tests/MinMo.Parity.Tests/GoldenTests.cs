using MinMo.Models.Parity;
using MinMo.Testing.Goldens;

namespace MinMo.Parity.Tests;

public sealed class GoldenTests
{
    private static readonly GoldenRunner Runner = new(GoldenKinds.All, InstalledWeights.Root);

    public static TheoryData<string> Goldens
        => [.. GoldenRunner.Find(GoldenFolders.Root).Select(folder => Path.GetRelativePath(GoldenFolders.Root, folder))];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Golden_is_reproduced(string golden)
    {
        var result = Runner.Run(GoldenFolders.Of(golden));

        Assert.SkipWhen(result.Status == GoldenStatus.Skipped, result.Detail);
        Assert.True(result.Status == GoldenStatus.Passed, result.Detail);
    }
}
