using System.Text.RegularExpressions;

namespace MinMo.Conventions.Tests;

/// <summary>Documents stay true: links lead somewhere, and nothing names a place that no reader has.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Relative_links_lead_to_files()
    {
        foreach (string path in RepositoryFiles.Under(".", "*.md").Where(path => !path.StartsWith("changelog/", StringComparison.Ordinal)))
        {
            foreach (Match link in Link().Matches(RepositoryFiles.Read(path)))
            {
                string target = link.Groups["target"].Value.Split('#')[0];
                string folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, path))!;
                Assert.True(
                    target.Length == 0 || Path.Exists(Path.Combine(folder, target)), $"{path}: {target} does not exist.");
            }
        }
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        var numbers = RepositoryFiles.Under("docs/decisions", "0*.md")
            .Select(path => int.Parse(Path.GetFileName(path)[..4], System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    [Fact]
    public void No_file_is_too_large_to_clone()
        => Assert.All(
            RepositoryFiles.Under(".", "*"),
            path => Assert.True(
                new FileInfo(Path.Combine(RepositoryFiles.Root, path)).Length <= 40_000_000, $"{path} is over 40 MB."));

    [Fact]
    public void The_architecture_names_every_project()
    {
        string text = RepositoryFiles.Read("docs/architecture.md");

        Assert.All(
            RepositoryFiles.Under("src", "*.csproj"),
            path => Assert.Contains(Path.GetFileNameWithoutExtension(path), text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src/MinMo.Server/Hosting/NodeOptions.cs")]
    [InlineData("src/MinMo.Inference/Engine/EngineOptions.cs")]
    [InlineData("src/MinMo.Gateways/Realtime/RealtimeOptions.cs")]
    public void Every_setting_is_documented(string options)
    {
        string text = RepositoryFiles.Read("docs/configuration.md");
        string[] settings = [.. Setting().Matches(RepositoryFiles.Read(options)).Select(static match => match.Groups["name"].Value)];

        Assert.NotEmpty(settings);
        Assert.All(settings, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^    public \S.* (?<name>\w+) \{ get; (set; )?\}", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<target>[^)\s]*)\)")]
    private static partial Regex Link();
}
